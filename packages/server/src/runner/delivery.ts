import type { JsonValue } from "@vitrine/protocol";
import type { FunctionDeclaration } from "../app-model/declaration.ts";
import { VitrineError } from "../base/errors.ts";
import { type Place, splitBatch } from "./batch.ts";
import type { CallRun } from "./call-run.ts";
import type { ErrorDesk } from "../base/print-error.ts";
import { jsonSize } from "../base/json-size.ts";
import { nothing, spreadResult, unchanged, writeOutputs } from "./outputs.ts";
import type { SessionState } from "./state/state.ts";

/** What is needed to send what a function gave. */
export interface DeliveryTools {
  readonly declaration: FunctionDeclaration;
  readonly state: SessionState;
  readonly errorDesk: ErrorDesk;
  /** Bytes of one yield as JSON. */
  readonly yieldLimit: number;
}

/** What a function gave in one step. */
interface Given {
  readonly value: unknown;
  readonly last: boolean;
  /** Whether a generator or a stream came to its end. */
  readonly ended: boolean;
}

/**
 * Checks, converts and sends what a function gave to its calls; resolves to the credit that it took. A value that
 * cannot be converted fails its own call. Rejects with a `TypeError` where the result as a whole cannot be used.
 */
export async function deliver(tools: DeliveryTools, calls: readonly CallRun[], given: Given): Promise<number> {
  if (given.last && given.value === undefined) {
    for (const call of calls) finishCall(tools, call, given.ended);
    return 0;
  }
  const { declaration } = tools;
  const places: readonly Place[] = declaration.batch
    ? splitBatch(declaration, given.value, calls.length)
    : [{ kind: "values", values: spreadResult(declaration, given.value) }];
  const [only] = calls;
  if (calls.length === 1) return deliverPlace(tools, only!, places[0]!, given.last);
  const costs = await Promise.all(calls.map((call, index) => deliverPlace(tools, call, places[index]!, given.last)));
  return costs.reduce((sum, cost) => sum + cost, 0);
}

/**
 * Ends a call whose function has no more to give: its last yield stands. Without one the outputs stay as they are where a
 * generator `ended`, and any other function was expected to give something.
 */
export function finishCall({ declaration, errorDesk }: DeliveryTools, call: CallRun, ended: boolean): void {
  if (call.ended) return;
  if (call.hasYielded || ended) call.end({ status: "done", values: null });
  else if (declaration.outputs.length === 0) call.end({ status: "done", values: [] });
  else call.fail(errorDesk(nothing(declaration), declaration.label));
}

async function deliverPlace(tools: DeliveryTools, call: CallRun, place: Place, last: boolean): Promise<number> {
  if (call.ended) return 0;
  if (place.kind === "none") {
    if (last) finishCall(tools, call, false);
    return 0;
  }
  const { declaration, errorDesk } = tools;
  try {
    if (place.kind === "error") throw place.error;
    const values = await wireValues(tools, call, place.values, last);
    const size = measure(tools, values);
    if (!last) return call.yield(values, size);
    call.end({ status: "done", values });
  } catch (error) {
    // A cancelled call is past caring, and so is the log.
    if (!call.ended) call.fail(errorDesk(error, declaration.label));
  }
  return 0;
}

async function wireValues(
  { declaration, state }: DeliveryTools,
  call: CallRun,
  values: readonly unknown[],
  last: boolean,
): Promise<JsonValue[]> {
  const incomplete = declaration.outputShape !== "record" && values.includes(unchanged);
  if (last && incomplete && !call.hasYielded) throw nothing(declaration);
  const target = { conversion: call.conversion, state, session: call.call.caller.session };
  return writeOutputs(declaration, values, call.previous, target);
}

/** Bytes of the values as JSON; throws where they are over the limit or no JSON. */
function measure({ declaration, yieldLimit }: DeliveryTools, values: readonly JsonValue[]): number {
  const size = jsonSize(values, yieldLimit);
  if (size <= yieldLimit) return size;
  throw new VitrineError(
    "too-large",
    `"${declaration.label}" gave more than ${yieldLimit} bytes at once, the most that is sent: give a smaller value or a file, or raise \`launch({ limits: { yield } })\`.`,
  );
}

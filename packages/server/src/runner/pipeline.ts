import type { ErrorData } from "@vitrine/protocol";
import type { FunctionDeclaration } from "../app-model/declaration.ts";
import { columnsOf } from "./batch.ts";
import type { Cancellation } from "./cancellation.ts";
import type { CallRun } from "./call-run.ts";
import { makeContext } from "./context.ts";
import type { Credit } from "./credit.ts";
import { deliver, type DeliveryTools, finishCall } from "./delivery.ts";
import { argumentsOf, InvalidInput, readInputs } from "./inputs.ts";
import { invoke, type Turn } from "./invoke.ts";

/** One start of a function for one call, or for a batch of calls. */
export interface Run {
  readonly declaration: FunctionDeclaration;
  readonly calls: readonly CallRun[];
  /** Aborted when all calls were cancelled. */
  readonly cancellation: Cancellation;
  readonly credit: Credit;
}

/** What every run shares. */
export interface PipelineTools extends Omit<DeliveryTools, "declaration"> {
  /** Milliseconds of a steady clock. */
  readonly now: () => number;
  /** Is told for how many milliseconds a part of a function held the thread. */
  readonly onHeld: (declaration: FunctionDeclaration, ms: number) => void;
}

// A generator that computes without ever waiting must still let a cancel and its own values through.
const longestTurnMs = 5;

/**
 * Runs a function for its calls: inputs read, function called, every value checked, converted and sent, one end a
 * call. Resolves when the function has really ended, and never rejects.
 */
export async function runFunction(run: Run, tools: PipelineTools): Promise<void> {
  const mayRunAgain = run.declaration.idempotent && run.calls.length > 1 && run.calls[0]!.call.attempt === 1;
  const thrown = await runOnce(run, tools, { attempt: 1, isLast: !mayRunAgain });
  const open = run.calls.filter(({ ended }) => !ended);
  if (thrown === null || open.length === 0) return;
  const middle = Math.ceil(open.length / 2);
  let isExplained = false;
  for (const calls of [open.slice(0, middle), open.slice(middle)]) {
    // oxlint-disable-next-line no-await-in-loop -- the run has one place among those that run at once
    if ((await runOnce({ ...run, calls }, tools, { attempt: 2, isLast: true })) !== null) isExplained = true;
  }
  // All went well in halves: the operator hears of the whole all the same.
  if (!isExplained) tools.errorDesk(thrown.error, run.declaration.label);
}

/** Which time it is that these calls run. */
interface Try {
  readonly attempt: 1 | 2;
  /** Whether a throw fails the calls. */
  readonly isLast: boolean;
}

/** Calls the function for the calls that are open; gives what it threw. */
async function runOnce(
  run: Run,
  tools: PipelineTools,
  { attempt, isLast }: Try,
): Promise<{ readonly error: unknown } | null> {
  const { declaration, cancellation } = run;
  const received = await readCalls(run, tools);
  if (received.length === 0) return null;
  const calls = received.map(({ call }) => call);
  const { state, errorDesk, yieldLimit } = tools;
  const deliveryTools: DeliveryTools = { declaration, state, errorDesk, yieldLimit };
  const invocation = invoke(
    declaration.fn,
    functionArguments(received, deliveryTools, { now: tools.now, attempt }),
    cancellation,
    measured(declaration, tools),
  );
  let turnBegan = tools.now();
  let thrown: { readonly error: unknown } | null = null;
  try {
    for (;;) {
      const step = await invocation.next();
      if (step.kind === "aborted") break;
      const last = step.kind === "return";
      const ended = last && step.generated;
      run.credit.take(await deliver(deliveryTools, calls, { value: step.value, last, ended }));
      if (last || calls.every((call) => call.ended)) break;
      if (!run.credit.hasRoom) await run.credit.room(cancellation);
      if (tools.now() - turnBegan < longestTurnMs) continue;
      await new Promise((resolve) => setImmediate(resolve));
      turnBegan = tools.now();
    }
  } catch (error) {
    thrown = { error };
    if (isLast) failAll(calls, () => tools.errorDesk(error, declaration.label));
  }
  invocation.stop();
  await invocation.ended;
  return thrown;
}

function measured(declaration: FunctionDeclaration, { now, onHeld }: PipelineTools): Turn {
  return (part) => {
    const began = now();
    try {
      return part();
    } finally {
      onHeld(declaration, now() - began);
    }
  };
}

interface Received {
  readonly call: CallRun;
  readonly values: readonly unknown[];
}

/** Reads the inputs of each call; one that cannot be read ends alone. */
async function readCalls({ declaration, calls }: Run, { state, errorDesk }: PipelineTools): Promise<Received[]> {
  const received: Received[] = [];
  for (const call of calls) {
    if (call.ended) continue;
    try {
      const values = await readInputs(declaration, call.call, call.conversion, state);
      if (!call.ended) received.push({ call, values });
    } catch (error) {
      // What was given up needs no reason.
      if (call.ended) continue;
      call.fail(
        error instanceof InvalidInput
          ? { code: "invalid", message: error.message, fields: error.fields }
          : errorDesk(error, declaration.label),
      );
    }
  }
  return received;
}

function functionArguments(
  received: readonly Received[],
  tools: DeliveryTools,
  { now, attempt }: { readonly now: PipelineTools["now"]; readonly attempt: number },
): unknown[] {
  const { inputs, inputShape, batch } = tools.declaration;
  const contexts = received.map(({ call }) => {
    const context = makeContext({
      call: { ...call.call, attempt: Math.max(attempt, call.call.attempt) },
      cancellation: call.cancellation,
      note: (note) => call.note(note),
      now,
    });
    return batch ? Object.assign(context, { done: () => finishCall(tools, call, true) }) : context;
  });
  if (!batch) return [...argumentsOf(inputShape, inputs, received[0]!.values), contexts[0]];
  const columns = columnsOf(
    received.map(({ values }) => values),
    inputs.length,
  );
  return [...argumentsOf(inputShape, inputs, columns), contexts];
}

function failAll(calls: readonly CallRun[], tell: () => ErrorData): void {
  const open = calls.filter(({ ended }) => !ended);
  if (open.length === 0) return;
  const error = tell();
  for (const call of open) call.fail(error);
}

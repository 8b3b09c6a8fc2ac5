import { createHash } from "node:crypto";
import { type CommonProps, implementation } from "@vitrine/components";
import type { FileData, JsonValue } from "@vitrine/protocol";
import type { AppDeclaration, FunctionDeclaration, PortDeclaration } from "../app-model/declaration.ts";
import type { Answer, Question, RunCall } from "../channel/messages.ts";
import { mapFiles } from "../files/file-slots.ts";
import type { Limits } from "../budgets/limits.ts";
import { readRequest } from "./context.ts";
import { printError } from "../base/print-error.ts";
import { createFileAccess } from "../files/file-access.ts";
import { argumentsOf, readInput } from "./inputs.ts";
import type { SessionState } from "./state/state.ts";

/** What questions are answered from. */
export interface AnswersOptions {
  readonly declaration: Pick<AppDeclaration, "functions" | "callerOf">;
  readonly state: SessionState;
  readonly limits: Limits;
  /** Folder of the stored files. */
  readonly filesFolder: string;
  /** Random hexadecimal digits, two a byte. */
  readonly randomHex: (bytes: number) => string;
}

const longestName = 200;
// Few questions are on their way at once: one that is never answered must not keep others from theirs.
const patienceMs = 30_000;

/** Answers what only the script's own functions know. Never rejects. */
export async function answerQuestion(question: Question, options: AnswersOptions): Promise<Answer> {
  const problems: Record<string, string> = {};
  const ask = async <T>(name: string, get: () => unknown, read: (given: unknown) => T): Promise<T | undefined> => {
    try {
      return read(await get());
    } catch (error) {
      problems[name] = printError(error);
      return undefined;
    }
  };
  if (question.about === "caller") {
    const { callerOf } = options.declaration;
    const caller = await ask(
      "callerOf",
      () => inTime(callerOf?.({ ...readRequest(question.request), user: question.request.user })),
      readText,
    );
    return { problems, ...(caller === undefined ? {} : { caller }) };
  }
  const fn = options.declaration.functions.find(({ id }) => id === question.fn);
  if (fn === undefined) return { problems };
  const { cost: weigh, batchKey } = fn;
  const inputs = await ask(
    weigh === null ? "batchKey" : "cost",
    () => glimpses(fn, question.call, options),
    (given) => given as unknown[],
  );
  // A call that cannot be read fails when it runs; until then it counts as any other.
  const cost = weigh && inputs && (await ask("cost", () => inTime(weigh(...inputs)), readNumber));
  const key = batchKey && inputs && (await ask("batchKey", () => inTime(batchKey(...inputs)), readKey));
  return {
    problems,
    ...(weigh === null ? {} : { cost: cost ?? Number.NaN }),
    ...(typeof key === "string" ? { key } : {}),
  };
}

/** What a function of the author's gave; rejects where its promise takes too long. */
async function inTime(given: unknown): Promise<unknown> {
  if (typeof (given as Partial<PromiseLike<unknown>> | null)?.then !== "function") return given;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`gave no answer within ${patienceMs / 1000} s.`)), patienceMs).unref();
  });
  try {
    return await Promise.race([given, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What the function will receive, but for what only decoding a whole file would tell: there the files themselves. */
async function glimpses(fn: FunctionDeclaration, call: RunCall, options: AnswersOptions): Promise<unknown[]> {
  const { limits, filesFolder: folder, randomHex, state } = options;
  const files = createFileAccess({ files: call.files, folder, randomHex, collect: () => {} });
  const receive = (file: FileData): JsonValue => files.receive(file) as unknown as JsonValue;
  const values: unknown[] = [];
  for (const [index, input] of fn.inputs.entries()) {
    const wire = call.data[index] ?? null;
    const { decodes, fileSlots } = input.component[implementation];
    if (decodes && !isEmpty(input, wire)) values.push(mapFiles(wire, fileSlots, receive));
    else values.push(await readInput(input, index, call, { conversion: { files, limits }, state }));
  }
  return argumentsOf(fn.inputShape, fn.inputs, values);
}

/** Names are kept for as long as calls wait, so a long one is kept as its hash. */
function short(name: string): string {
  return name.length <= longestName ? name : createHash("sha256").update(name).digest("hex");
}

function isEmpty({ component }: PortDeclaration, wire: JsonValue): boolean {
  return wire === null && (component.props as CommonProps).optional === true;
}

function readNumber(given: unknown): number {
  if (typeof given === "number" && Number.isFinite(given) && given > 0) return given;
  throw new TypeError(
    `cost must give a finite number above 0, got ${String(given)}; the call counts as one of mean cost.`,
  );
}

function readKey(given: unknown): string {
  if (typeof given === "string") return short(given);
  throw new TypeError(`batchKey must give a text, got ${typeof given}; the call runs alone.`);
}

function readText(given: unknown): string {
  if (typeof given === "string" && given !== "") return short(given);
  throw new TypeError(`callerOf must give a text that is not empty, got ${given === "" ? '""' : typeof given}.`);
}

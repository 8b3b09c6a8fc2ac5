import { batchOptions } from "../app-model/batch-options.ts";
import type { DisconnectRule } from "../app-model/description.ts";
import type { OptionTable } from "../base/check-options.ts";
import {
  filledText,
  flag,
  functionLike,
  oneOf,
  orNull,
  text,
  time,
  whole,
  wordOr,
  wrong,
  type OptionCheck,
} from "../base/option-checks.ts";
import { rateLimit, type RateLimit } from "../app-model/rate-limit-option.ts";
import type { FnOfBatch, Fn, Glimpses, Ports } from "../app-model/signature.ts";

/** Who may call a function by HTTP: everybody, everybody who knows its name, or nobody but the page. */
export type ApiVisibility = "public" | "undocumented" | "private";

/** How a function runs and who may call it. */
export interface FunctionOptions {
  /** Calls at once; null is no limit, "default" is the app's. */
  readonly concurrencyLimit?: number | null | "default" | undefined;
  /** Functions with one id share one limit. */
  readonly concurrencyId?: string | undefined;
  /** What happens when the last listener of a call has left. */
  readonly onDisconnect?: DisconnectRule | undefined;
  /** false: calls run at once, outside the limits and without a position. */
  readonly queue?: boolean | undefined;
  /** Most time running, in milliseconds; then the call fails and the function is told by its signal. */
  readonly timeLimitMs?: number | undefined;
  /** Most time waiting, in milliseconds; then the call is refused. */
  readonly queueTimeoutMs?: number | undefined;
  /** true: runs in worker threads, each of which imports the script again. */
  readonly thread?: boolean | undefined;
  /** Running calls of one caller; further ones are passed over at their turn. null, the default, is no limit. */
  readonly perCallerLimit?: number | null | undefined;
  /** Calls of one caller in a time; one more is refused. null, the default, is no limit. */
  readonly rateLimit?: RateLimit | null | undefined;
  /**
   * Whether a call may run a second time: after its thread has crashed, and in a half of the batch after a batch that
   * threw. `context.call.attempt` is then 2.
   */
  readonly idempotent?: boolean | undefined;
  readonly apiDescription?: string | undefined;
  readonly apiVisibility?: ApiVisibility | undefined;
  /** How much of a running call the page shows; "full" where left out. */
  readonly showProgress?: "full" | "minimal" | "hidden" | undefined;
}

/** What a queued function says of the work that a call is. */
export interface WeighedFunction<I extends Ports> {
  /** How much work a call is, in any unit: a finite number above 0. A call never waits for the answer. */
  readonly cost?: ((...inputs: Glimpses<I>) => number | Promise<number>) | undefined;
}

/** A function that serves one call at a time. */
export interface PlainFunction<I extends Ports, O extends Ports, EventData> {
  readonly batch?: false | undefined;
  readonly maxBatchSize?: undefined;
  readonly batchTimeoutMs?: undefined;
  readonly batchKey?: undefined;
  readonly fn: Fn<I, O, EventData>;
}

/** A function that serves many calls at once. */
export interface BatchFunction<I extends Ports, O extends Ports> {
  readonly batch: true;
  /** Most calls in a batch; 4 where left out. */
  readonly maxBatchSize?: number | undefined;
  /** How long the oldest call waits for a full batch, in milliseconds; "adaptive": only while the function is busy. */
  readonly batchTimeoutMs?: number | "adaptive" | undefined;
  /** Only calls with the same key share a batch. A call never waits for the answer: without one it runs alone. */
  readonly batchKey?: ((...inputs: Glimpses<I>) => string | Promise<string>) | undefined;
  readonly fn: FnOfBatch<I, O>;
}

/** A function with its inputs, its outputs and the rules by which it runs. */
export type EndpointOptions<I extends Ports, O extends Ports, EventData = unknown> = FunctionOptions & {
  readonly inputs: I;
  readonly outputs: O;
} & WeighedFunction<I> &
  (PlainFunction<I, O, EventData> | BatchFunction<I, O>);

const aFunction = functionLike("(text) => text.toUpperCase()");

const disconnectRule: OptionCheck = (value) => {
  if (value === "keep" || value === "cancel") return null;
  const rule = typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  const [key, ...others] = Object.keys(rule);
  if (key !== "graceMs" || others.length > 0) return wrong('"keep", "cancel" or { graceMs: 30_000 }', value);
  const problem = time(0)(rule["graceMs"]);
  return problem && { ...problem, text: `graceMs ${problem.text}` };
};

const anything: OptionCheck = () => null;

/** The checks of every function's options. `inputs` and `outputs` are checked where they are read. */
export const functionOptions: OptionTable = {
  fn: aFunction,
  inputs: anything,
  outputs: anything,
  concurrencyLimit: wordOr("default", orNull(whole(1), "no limit")),
  concurrencyId: filledText,
  onDisconnect: disconnectRule,
  timeLimitMs: time(1),
  queueTimeoutMs: time(1),
  queue: flag,
  thread: flag,
  batch: flag,
  ...batchOptions,
  batchKey: functionLike("(text) => text.slice(0, 2)"),
  cost: functionLike("(text) => text.length"),
  perCallerLimit: orNull(whole(1), "no limit"),
  rateLimit: orNull(rateLimit, "no limit"),
  idempotent: flag,
  apiDescription: text,
  apiVisibility: oneOf("public", "undocumented", "private"),
  showProgress: oneOf("full", "minimal", "hidden"),
};

import { batchOptions } from "./batch-options.ts";
import type { DisconnectRule } from "../describe/description.ts";
import type { OptionTable } from "./check-options.ts";
import {
  filledText,
  flag,
  oneOf,
  orNull,
  text,
  time,
  whole,
  wordOr,
  wrong,
  type OptionCheck,
} from "./option-checks.ts";
import type { BatchFn, Fn, Ports } from "./signature.ts";

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
  /** true: may run a second time, after a crash of its thread; `call.attempt` is 2 then. */
  readonly idempotent?: boolean | undefined;
  readonly apiDescription?: string | undefined;
  readonly apiVisibility?: ApiVisibility | undefined;
  /** How much of a running call the page shows; "full" where left out. */
  readonly showProgress?: "full" | "minimal" | "hidden" | undefined;
}

/** A function that serves one call at a time. */
export interface PlainFunction<I extends Ports, O extends Ports, EventData> {
  readonly batch?: false | undefined;
  readonly maxBatchSize?: undefined;
  readonly batchTimeoutMs?: undefined;
  readonly fn: Fn<I, O, EventData>;
}

/** A function that serves many calls at once. */
export interface BatchFunction<I extends Ports, O extends Ports> {
  readonly batch: true;
  /** Most calls in a batch; 4 where left out. */
  readonly maxBatchSize?: number | undefined;
  /** How long the oldest call waits for a full batch, in milliseconds; "adaptive": only while the function is busy. */
  readonly batchTimeoutMs?: number | "adaptive" | undefined;
  readonly fn: BatchFn<I, O>;
}

/** A function with its inputs, its outputs and the rules by which it runs. */
export type EndpointOptions<I extends Ports, O extends Ports, EventData = unknown> = FunctionOptions & {
  readonly inputs: I;
  readonly outputs: O;
} & (PlainFunction<I, O, EventData> | BatchFunction<I, O>);

const aFunction: OptionCheck = (value) =>
  typeof value === "function" ? null : wrong("a function, such as (text) => text.toUpperCase()", value);

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
  idempotent: flag,
  batch: flag,
  ...batchOptions,
  apiDescription: text,
  apiVisibility: oneOf("public", "undocumented", "private"),
  showProgress: oneOf("full", "minimal", "hidden"),
};

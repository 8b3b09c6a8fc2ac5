import { showValue } from "../base/show-value.ts";
import { Batcher, type BatcherSettings, type BatchFunctionContext } from "./batcher.ts";
import type { BatchedStats } from "./batched-stats.ts";

/** How calls are gathered. */
export interface BatchedOptions<I> {
  /** Most items of one batch; 32 where left out. */
  readonly batchSize?: number | undefined;
  /**
   * "adaptive" (where left out): a batch goes at once when a run is free and gathers while all are busy. A number: it
   * goes when it is full, or when its oldest item has waited so many milliseconds.
   */
  readonly timeoutMs?: number | "adaptive" | undefined;
  /** Batches that run at once; 1 where left out. */
  readonly concurrency?: number | undefined;
  /** Only items with the same key share a batch. */
  readonly key?: ((item: I) => string) | undefined;
}

/** What `configure` changes while it runs. */
export type BatchedSettings = Pick<BatchedOptions<never>, "batchSize" | "timeoutMs">;

/** How one item is asked for. */
export interface BatchedCallOptions {
  /** Aborted, the item is taken out, or its place in a running batch is ignored; the promise rejects with the reason. */
  readonly signal?: AbortSignal | undefined;
}

/** A function of one item that runs in batches. */
export interface Batched<I, O> {
  /** Rejects with what the function threw, with the `Error` at the item's place, or with the signal's reason. */
  (item: I, options?: BatchedCallOptions): Promise<O>;
  /** All results in order; rejects with the first failure, while the other items go on. */
  all(items: Iterable<I>, options?: BatchedCallOptions): Promise<O[]>;
  /** Every result or failure in order, as `Promise.allSettled` gives them. */
  settled(items: Iterable<I>, options?: BatchedCallOptions): Promise<PromiseSettledResult<O>[]>;
  /** Holds from the next batch on. Throws a `RangeError` or a `TypeError` for what cannot work. */
  configure(settings: BatchedSettings): void;
  readonly stats: BatchedStats;
}

/**
 * Gathers single calls into batches: `fn` gets the items of a batch and gives one result an item, in order. An `Error`
 * at place i fails call i alone; a throw fails the whole batch, and so does a list of another length. Throws a
 * `RangeError` or a `TypeError` for options that cannot work.
 */
export function batched<I, R>(
  fn: (items: readonly I[], context: BatchFunctionContext) => readonly R[] | Promise<readonly R[]>,
  options: BatchedOptions<I> = {},
): Batched<I, Exclude<R, Error>> {
  if (typeof fn !== "function") throw new TypeError(`batched: fn must be a function, got ${showValue(fn)}.`);
  const { key = null } = options;
  if (key !== null && typeof key !== "function") {
    throw new TypeError(`batched: key must be a function such as (item) => item.language, got ${showValue(key)}.`);
  }
  type O = Exclude<R, Error>;
  const batcher = new Batcher<I, O>(fn as unknown as ConstructorParameters<typeof Batcher<I, O>>[0], {
    ...readSettings(options, { batchSize: 32, timeoutMs: "adaptive" }),
    concurrency: readCount("concurrency", options.concurrency ?? 1),
    key,
  });
  const one = (item: I, { signal }: BatchedCallOptions = {}): Promise<O> => batcher.add(item, signal);
  const each = (items: Iterable<I>, how?: BatchedCallOptions): Promise<O>[] =>
    Array.from(items, (item) => one(item, how));
  return Object.defineProperty(
    Object.assign(one, {
      all: (items: Iterable<I>, how?: BatchedCallOptions) => Promise.all(each(items, how)),
      settled: (items: Iterable<I>, how?: BatchedCallOptions) => Promise.allSettled(each(items, how)),
      configure: (settings: BatchedSettings) => batcher.configure(readSettings(settings, batcher.settings)),
    }),
    "stats",
    { get: () => batcher.stats, enumerable: true },
  ) as Batched<I, O>;
}

/** Settings with what was left out filled in. */
function readSettings(given: BatchedSettings, before: BatcherSettings): BatcherSettings {
  const { batchSize = before.batchSize, timeoutMs = before.timeoutMs } = given;
  if (timeoutMs !== "adaptive" && !(typeof timeoutMs === "number" && timeoutMs >= 0 && timeoutMs <= 2 ** 31 - 1)) {
    throw new RangeError(
      `batched: timeoutMs must be "adaptive" or milliseconds from 0 on, got ${showValue(timeoutMs)}.`,
    );
  }
  return { batchSize: readCount("batchSize", batchSize), timeoutMs };
}

function readCount(name: string, value: number | undefined): number {
  if (Number.isSafeInteger(value) && Number(value) >= 1) return Number(value);
  throw new RangeError(`batched: ${name} must be a whole number from 1 on, got ${showValue(value)}.`);
}

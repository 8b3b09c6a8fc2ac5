import { StatsCounter, type BatchedStats } from "./batched-stats.ts";
import { AbortGroups } from "./abort-groups.ts";
import { TurnoverMap } from "../collections/turnover-map.ts";
import { ItemLane, type BatchItem } from "./item-lane.ts";

/** What a batched function is told beside its items. */
export interface BatchFunctionContext {
  /** Aborted once nobody wants any item of the batch. */
  readonly signal: AbortSignal;
}

/** What a batcher obeys. */
export interface BatcherSettings {
  readonly batchSize: number;
  readonly timeoutMs: number | "adaptive";
}

interface BatcherOptions<I> extends BatcherSettings {
  readonly concurrency: number;
  readonly key: ((item: I) => string) | null;
}

type BatchFunction<I, O> = (
  items: readonly I[],
  context: BatchFunctionContext,
) => readonly (O | Error)[] | Promise<readonly (O | Error)[]>;

/** Gathers items in lanes by key and runs them in batches. */
export class Batcher<I, O> {
  readonly #fn: BatchFunction<I, O>;
  readonly #key: ((item: I) => string) | null;
  readonly #concurrency: number;
  // A lane that was served goes to the end, so that keys take turns.
  readonly #lanes = new TurnoverMap<string, ItemLane<I, O>>();
  readonly #counter = new StatsCounter();
  readonly #signals = new AbortGroups<Waiting<I, O>>((item, reason) => this.#abort(item, reason));
  #settings: BatcherSettings;
  #waiting = 0;
  #running = 0;
  #woken = false;
  #timer: NodeJS.Timeout | null = null;
  #timerAt = Infinity;

  constructor(fn: BatchFunction<I, O>, { concurrency, key, ...settings }: BatcherOptions<I>) {
    this.#fn = fn;
    this.#key = key;
    this.#concurrency = concurrency;
    this.#settings = settings;
  }

  get settings(): BatcherSettings {
    return this.#settings;
  }

  get stats(): BatchedStats {
    return this.#counter.snapshot({ waiting: this.#waiting, running: this.#running });
  }

  configure(settings: BatcherSettings): void {
    this.#settings = settings;
    this.#wake();
  }

  add(value: I, signal: AbortSignal | undefined): Promise<O> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const key = this.#key === null ? "" : this.#key(value);
      let lane = this.#lanes.get(key);
      if (lane === undefined) this.#lanes.set(key, (lane = new ItemLane<I, O>()));
      const item: Waiting<I, O> = {
        value,
        key,
        signal,
        joined: performance.now(),
        resolve,
        reject,
        over: false,
        batch: null,
      };
      if (signal !== undefined) this.#signals.join(signal, item);
      lane.add(item);
      this.#waiting += 1;
      this.#wake();
    });
  }

  #abort(item: Waiting<I, O>, reason: unknown): void {
    item.over = true;
    this.#counter.aborted += 1;
    item.reject(reason);
    if (item.batch !== null) return item.batch.left();
    this.#waiting -= 1;
    const lane = this.#lanes.get(item.key);
    lane?.dropOne();
    if (lane?.size === 0) this.#lanes.delete(item.key);
  }

  // Items that are asked for in one turn share a batch.
  #wake(): void {
    if (this.#woken || this.#running >= this.#concurrency) return;
    this.#woken = true;
    queueMicrotask(() => {
      this.#woken = false;
      this.#drain();
    });
  }

  #drain(): void {
    while (this.#running < this.#concurrency) {
      const key = this.#nextKey();
      if (key === null) break;
      const lane = this.#lanes.get(key)!;
      const items = lane.take(this.#settings.batchSize);
      this.#lanes.delete(key);
      if (lane.size > 0) this.#lanes.set(key, lane);
      this.#waiting -= items.length;
      void this.#run(items as Waiting<I, O>[]);
    }
    this.#wait();
  }

  /** The key of a lane whose batch may go; of several the one that was not served for longest. */
  #nextKey(): string | null {
    const { batchSize, timeoutMs } = this.#settings;
    const due = timeoutMs === "adaptive" ? Infinity : performance.now() - timeoutMs;
    for (const [key, lane] of this.#lanes) if (lane.size >= batchSize || lane.since <= due) return key;
    return null;
  }

  // Sleeps until the oldest item is due, where a run is free.
  #wait(): void {
    const { timeoutMs } = this.#settings;
    let since = Infinity;
    if (timeoutMs !== "adaptive" && this.#running < this.#concurrency) {
      for (const lane of this.#lanes.values()) since = Math.min(since, lane.since);
    }
    const at = timeoutMs === "adaptive" ? Infinity : since + timeoutMs;
    if (at === this.#timerAt) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#timerAt = at;
    if (at === Infinity) return;
    this.#timer = setTimeout(
      () => {
        this.#timerAt = Infinity;
        this.#drain();
      },
      Math.max(0, Math.ceil(at - performance.now())),
    );
  }

  async #run(items: readonly Waiting<I, O>[]): Promise<void> {
    this.#running += 1;
    const start = performance.now();
    this.#counter.started(
      items.length,
      items.reduce((sum, { joined }) => sum + start - joined, 0),
    );
    const batch = new RunningBatch(items.length);
    for (const item of items) item.batch = batch;
    try {
      const results = await this.#fn(
        items.map(({ value }) => value),
        batch,
      );
      if (!Array.isArray(results) || results.length !== items.length) throw wrongLength(items.length, results);
      for (const [index, item] of items.entries()) this.#answer(item, results[index] as O | Error);
    } catch (error) {
      for (const item of items) this.#fail(item, error);
    } finally {
      this.#running -= 1;
      this.#counter.ended(performance.now() - start);
      this.#drain();
    }
  }

  #answer(item: Waiting<I, O>, result: O | Error): void {
    if (result instanceof Error) return this.#fail(item, result);
    if (!this.#settle(item)) return;
    this.#counter.done += 1;
    item.resolve(result);
  }

  #fail(item: Waiting<I, O>, error: unknown): void {
    if (!this.#settle(item)) return;
    this.#counter.failed += 1;
    item.reject(error);
  }

  /** Whether its answer is still wanted; says so once. */
  #settle(item: Waiting<I, O>): boolean {
    if (item.over) return false;
    item.over = true;
    if (item.signal !== undefined) this.#signals.leave(item.signal, item);
    return true;
  }
}

interface Waiting<I, O> extends BatchItem<I, O> {
  readonly key: string;
  readonly signal: AbortSignal | undefined;
  batch: RunningBatch | null;
}

/** A batch that runs; its signal is made for those who ask. */
class RunningBatch implements BatchFunctionContext {
  #wanted: number;
  #controller: AbortController | null = null;

  constructor(size: number) {
    this.#wanted = size;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#wanted === 0) this.#controller.abort();
    return this.#controller.signal;
  }

  /** Somebody wants their item no more. */
  left(): void {
    this.#wanted -= 1;
    if (this.#wanted === 0) this.#controller?.abort();
  }
}

function wrongLength(asked: number, given: unknown): TypeError {
  const what = Array.isArray(given) ? `${given.length} results` : `a ${typeof given}`;
  return new TypeError(`batched: the function got ${asked} items and gave ${what}; it must give a list of ${asked}.`);
}

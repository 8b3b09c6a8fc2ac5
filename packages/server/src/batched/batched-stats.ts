/** What a batched function did so far. */
export interface BatchedStats {
  /** Items that wait now. */
  readonly waiting: number;
  /** Batches that run now. */
  readonly running: number;
  /** Items that were answered with a result. */
  readonly done: number;
  /** Items that failed. */
  readonly failed: number;
  /** Items that were aborted. */
  readonly aborted: number;
  /** How many batches had how many items: `{ 1: 3, 32: 120 }`. */
  readonly batchSizes: Readonly<Record<number, number>>;
  /** Mean time from call to start, in milliseconds; null before the first batch. */
  readonly meanWaitMs: number | null;
  /** Mean time of a batch's run, in milliseconds; null before the first has ended. */
  readonly meanRunMs: number | null;
}

/** Counts what a batched function does. */
export class StatsCounter {
  done = 0;
  failed = 0;
  aborted = 0;
  readonly #sizes = new Map<number, number>();
  #started = 0;
  #waitMs = 0;
  #runs = 0;
  #runMs = 0;

  /** A batch starts, whose items waited so long in sum. */
  started(size: number, waitMs: number): void {
    this.#sizes.set(size, (this.#sizes.get(size) ?? 0) + 1);
    this.#started += size;
    this.#waitMs += waitMs;
  }

  ended(runMs: number): void {
    this.#runs += 1;
    this.#runMs += runMs;
  }

  snapshot(now: Pick<BatchedStats, "waiting" | "running">): BatchedStats {
    return {
      ...now,
      done: this.done,
      failed: this.failed,
      aborted: this.aborted,
      batchSizes: Object.fromEntries(this.#sizes),
      meanWaitMs: this.#started === 0 ? null : this.#waitMs / this.#started,
      meanRunMs: this.#runs === 0 ? null : this.#runMs / this.#runs,
    };
  }
}

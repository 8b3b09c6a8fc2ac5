import { Histogram, timeBounds } from "./histogram.ts";

const kept = 60;

/**
 * How late a timer of this thread came that ticks anyway: the delay of its event loop, without a wake-up of its own, and
 * so only as often as that timer.
 */
export class LoopDelay {
  /** Milliseconds, since the start. */
  readonly total: Histogram = new Histogram(timeBounds);
  readonly #last = new Float64Array(kept).fill(Number.NaN);
  #next = 0;

  /** Adds how late the timer was, in milliseconds. */
  add(lateMs: number): void {
    const late = Math.max(0, lateMs);
    this.total.add(late);
    this.#last[this.#next] = late;
    this.#next = (this.#next + 1) % kept;
  }

  /** The longest delay among the last 60, in milliseconds; null before the first. */
  get worst(): number | null {
    let worst: number | null = null;
    for (const late of this.#last) if (!Number.isNaN(late) && (worst === null || late > worst)) worst = late;
    return worst;
  }
}

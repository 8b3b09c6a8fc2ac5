import { fittingHeap } from "../budgets/limits.ts";
import type { RateLimit } from "../app-model/rate-limit-option.ts";

// Times of calls that are remembered at most, all callers together. One who called once takes the most for each.
const mostTimes = fittingHeap(1_000_000, 256);

/** Counts the calls of each caller: in no stretch of `perMs` milliseconds are there more than `calls`. */
export class RateLimiter {
  readonly rule: RateLimit;
  // The caller who called last comes last.
  readonly #callers = new Map<string, number[]>();
  readonly #most: number;
  #times = 0;

  constructor(rule: RateLimit, most: number = mostTimes) {
    this.rule = rule;
    this.#most = most;
  }

  /** How long a caller must wait for the next call, in milliseconds; 0 where it may come. */
  waitMs(caller: string, now: number): number {
    const times = this.#recent(caller, now);
    const first = times?.[times.length - this.rule.calls];
    return first === undefined ? 0 : first + this.rule.perMs - now;
  }

  /** A call of this caller was taken. */
  note(caller: string, now: number): void {
    const times = this.#recent(caller, now) ?? [];
    times.push(now);
    this.#times += 1;
    this.#callers.delete(caller);
    this.#callers.set(caller, times);
    this.#drop(() => this.#times > this.#most);
  }

  /** Forgets what is long ago. */
  sweep(now: number): void {
    this.#drop((times) => (times.at(-1) ?? -Infinity) + this.rule.perMs <= now);
  }

  /** How many callers are remembered. */
  get size(): number {
    return this.#callers.size;
  }

  #recent(caller: string, now: number): number[] | undefined {
    const times = this.#callers.get(caller);
    if (times === undefined) return undefined;
    const past = times.findIndex((time) => time + this.rule.perMs > now);
    const count = past === -1 ? times.length : past;
    times.splice(0, count);
    this.#times -= count;
    return times;
  }

  /** Forgets callers, the one that has been silent for longest first, for as long as `goesOn`. */
  #drop(goesOn: (times: readonly number[]) => boolean): void {
    for (const [caller, times] of this.#callers) {
      if (!goesOn(times)) return;
      this.#callers.delete(caller);
      this.#times -= times.length;
    }
  }
}

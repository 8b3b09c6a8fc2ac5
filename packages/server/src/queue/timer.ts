import type { Clock } from "../clock/clock.ts";

/** One task that is to run at one time at most. */
export class Timer {
  readonly #clock: Clock;
  readonly #task: () => void;
  #at: number | null = null;
  #undo: (() => void) | null = null;

  constructor(clock: Clock, task: () => void) {
    this.#clock = clock;
    this.#task = task;
  }

  /** The time at which the task runs, in the clock's milliseconds; null for never. Replaces the time before. */
  set(at: number | null): void {
    if (at === this.#at) return;
    this.#undo?.();
    this.#at = at;
    this.#undo = at === null ? null : this.#clock.after(Math.max(0, at - this.#clock.now()), () => this.#run());
  }

  #run(): void {
    this.#at = null;
    this.#undo = null;
    this.#task();
  }
}

import type { Clock } from "./clock.ts";

/** A clock for tests: time stands still until it is moved. */
export class ManualClock implements Clock {
  #now = 0;
  #tasks: { readonly at: number; readonly task: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, task: () => void): () => void {
    const entry = { at: this.#now + Math.max(0, ms), task };
    // Behind those of the same time, so that tasks run in the order in which they were asked for.
    const place = this.#tasks.findIndex(({ at }) => at > entry.at);
    this.#tasks.splice(place === -1 ? this.#tasks.length : place, 0, entry);
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== entry);
    };
  }

  /** Moves the time on by `ms` and runs everything that falls due on the way, at its own time. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#tasks[0]; next !== undefined && next.at <= end; next = this.#tasks[0]) {
      this.#tasks.shift();
      this.#now = next.at;
      next.task();
    }
    this.#now = end;
  }

  /** Tasks that have not run. */
  get pending(): number {
    return this.#tasks.length;
  }
}

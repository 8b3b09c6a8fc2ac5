const remembered = 100;

/** How long the last 100 runs of each function took. */
export class RunTimes {
  readonly #times = new Map<number, number[]>();

  /** Adds a run, in milliseconds. */
  add(fn: number, ms: number): void {
    const times = this.#times.get(fn) ?? [];
    times.push(ms);
    if (times.length > remembered) times.shift();
    this.#times.set(fn, times);
  }

  /** The mean in milliseconds; null before the first run. */
  mean(fn: number): number | null {
    const times = this.#times.get(fn);
    return times === undefined ? null : Math.round(times.reduce((sum, ms) => sum + ms, 0) / times.length);
  }
}

const remembered = 100;
const least = 1 / 64;
const most = 64;

/** What the calls of one function cost: the share that one takes is its cost against the mean of the last 100. */
export class Costs {
  // Added up anew each time: a sum that is kept would never recover from one enormous number.
  readonly #last: number[] = [];
  #next = 0;

  /** The share of a call of this cost, from 1/64 to 64; 1 for a cost that is no finite number above 0, which is not remembered. */
  shareOf(cost: number): number {
    if (!Number.isFinite(cost) || cost <= 0) return 1;
    this.#last[this.#next] = cost;
    this.#next = (this.#next + 1) % remembered;
    let mean = 0;
    for (const known of this.#last) mean += known / this.#last.length;
    return Math.min(most, Math.max(least, cost / mean));
  }
}

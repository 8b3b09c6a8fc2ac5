/** Who waits for a turn. */
export interface Waiting {
  /** Whose work it is: owners take turns, whatever one of them has waiting. */
  readonly owner?: string | undefined;
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined;
}

/** Work of which so much may go on at once; what waits has its turn owner by owner. */
export class Turns {
  #free: number;
  readonly #waiting = new Map<string, Set<() => void>>();

  /** `most`: how many turns there are at once. */
  constructor(most: number) {
    this.#free = most;
  }

  /** Does some work in its turn. Rejects with the signal's reason where that comes before the turn does. */
  async run<T>(work: () => Promise<T>, { owner = "", signal }: Waiting = {}): Promise<T> {
    signal?.throwIfAborted();
    if (this.#free > 0) this.#free--;
    else await this.#turn(owner, signal);
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  #turn(owner: string, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const leave = (): void => {
        this.#leave(owner, begin);
        reject(signal!.reason as Error);
      };
      const own = this.#waiting.get(owner) ?? new Set();
      this.#waiting.set(owner, own.add(begin));
      signal?.addEventListener("abort", leave, { once: true });
    });
  }

  #leave(owner: string, begin: () => void): void {
    const own = this.#waiting.get(owner);
    own?.delete(begin);
    if (own?.size === 0) this.#waiting.delete(owner);
  }

  #next(): void {
    for (const [owner, own] of this.#waiting) {
      const [begin] = own;
      this.#leave(owner, begin!);
      // Its next one comes behind those of all others.
      if (this.#waiting.delete(owner)) this.#waiting.set(owner, own);
      return begin!();
    }
    this.#free++;
  }
}

/** An item on its way. */
export interface BatchItem<I, O> {
  readonly value: I;
  /** When it joined, in milliseconds of `performance.now()`. */
  readonly joined: number;
  readonly resolve: (result: O) => void;
  readonly reject: (reason: unknown) => void;
  /** Settled already: aborted. */
  over: boolean;
}

const leastGarbage = 64;

/** Items with one key, oldest first. */
export class ItemLane<I, O> {
  #items: BatchItem<I, O>[] = [];
  #head = 0;
  #size = 0;

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  /** When the oldest joined; Infinity where none waits. */
  get since(): number {
    this.#skip();
    return this.#items[this.#head]?.joined ?? Infinity;
  }

  add(item: BatchItem<I, O>): void {
    this.#items.push(item);
    this.#size += 1;
  }

  /** One that waited here is over. */
  dropOne(): void {
    this.#size -= 1;
    // Whoever aborts all the time must not leave a growing list behind.
    if (this.#items.length - this.#head > leastGarbage + 2 * this.#size) {
      this.#items = this.#items.slice(this.#head).filter(({ over }) => !over);
      this.#head = 0;
    }
  }

  /** Takes the oldest out, so many at most. */
  take(most: number): BatchItem<I, O>[] {
    const taken: BatchItem<I, O>[] = [];
    while (taken.length < most && this.#head < this.#items.length) {
      const item = this.#items[this.#head++]!;
      if (!item.over) taken.push(item);
    }
    this.#size -= taken.length;
    if (this.#head > leastGarbage && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return taken;
  }

  #skip(): void {
    while (this.#items[this.#head]?.over === true) this.#head += 1;
  }
}

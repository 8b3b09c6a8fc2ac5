import { Histogram, timeBounds } from "./histogram.ts";

/** How long one slot of the recent past is, in milliseconds. */
export const slotMs = 15_000;
/** How many slots are kept: a quarter of an hour. */
export const slotCount = 60;

/** What happened to the calls of a function within one slot. */
export class Slot {
  /** Which slot since the beginning of the clock; -1 for one that holds nothing. */
  number = -1;
  ended = 0;
  failed = 0;
  cancelled = 0;
  refused = 0;
  batches = 0;
  batchedCalls = 0;
  /** The most calls that waited at once. */
  mostWaiting = 0;
  readonly wait: Histogram = new Histogram(timeBounds);
  readonly run: Histogram = new Histogram(timeBounds);

  clear(number: number): void {
    this.number = number;
    this.ended = 0;
    this.failed = 0;
    this.cancelled = 0;
    this.refused = 0;
    this.batches = 0;
    this.batchedCalls = 0;
    this.mostWaiting = 0;
    this.wait.clear();
    this.run.clear();
  }

  /** Adds what another slot holds. */
  merge(other: Slot): void {
    this.ended += other.ended;
    this.failed += other.failed;
    this.cancelled += other.cancelled;
    this.refused += other.refused;
    this.batches += other.batches;
    this.batchedCalls += other.batchedCalls;
    this.mostWaiting = Math.max(this.mostWaiting, other.mostWaiting);
    this.wait.merge(other.wait);
    this.run.merge(other.run);
  }
}

/**
 * The last quarter of an hour of one function, in slots that are used again and again. A slot is made when something
 * first happens in it, so a function that nobody calls costs nothing; no timer moves it on.
 */
export class Recent {
  readonly #slots: (Slot | undefined)[] = Array.from({ length: slotCount });

  /** The slot of a time in milliseconds, to be written to. */
  at(now: number): Slot {
    const number = Math.floor(now / slotMs);
    const place = number % slotCount;
    const slot = (this.#slots[place] ??= new Slot());
    if (slot.number !== number) slot.clear(number);
    return slot;
  }

  /** The slots up to a time, the oldest first; undefined where nothing happened. */
  list(now: number): (Slot | undefined)[] {
    const last = Math.floor(now / slotMs);
    return Array.from({ length: slotCount }, (_, index) => {
      const number = last - slotCount + 1 + index;
      const slot = number < 0 ? undefined : this.#slots[number % slotCount];
      return slot?.number === number ? slot : undefined;
    });
  }

  /** All slots up to a time in one. */
  total(now: number): Slot {
    const total = new Slot();
    for (const slot of this.list(now)) if (slot !== undefined) total.merge(slot);
    return total;
  }
}

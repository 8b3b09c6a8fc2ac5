import { isWornOut } from "./turnover.ts";

/** A set for items that come and go all the time, for the same reason as `TurnoverMap`. */
export class TurnoverSet<Item> {
  #set = new Set<Item>();
  #removed = 0;

  get size(): number {
    return this.#set.size;
  }

  has(item: Item): boolean {
    return this.#set.has(item);
  }

  /** Adds behind all others; an iteration that is under way may miss it. */
  add(item: Item): void {
    if (isWornOut(this.#set.size, this.#removed)) {
      this.#set = new Set(this.#set);
      this.#removed = 0;
    }
    this.#set.add(item);
  }

  /** Whether it was here. */
  delete(item: Item): boolean {
    const wasHere = this.#set.delete(item);
    if (wasHere) this.#removed++;
    return wasHere;
  }

  /** In the order in which they were added. */
  [Symbol.iterator](): SetIterator<Item> {
    return this.#set[Symbol.iterator]();
  }
}

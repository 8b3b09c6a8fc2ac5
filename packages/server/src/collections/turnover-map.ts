import { isWornOut } from "./turnover.ts";

/**
 * A map for entries that come and go all the time. V8 rehashes such a `Map` again and again, and each table that it
 * gives up goes on pointing to the next one and to what it held: once one of them is old, all calls of the server outlive
 * the collection of young garbage. Here a fresh `Map`, to which nothing points, takes over in time.
 */
export class TurnoverMap<Key, Value> {
  #map = new Map<Key, Value>();
  #removed = 0;

  get size(): number {
    return this.#map.size;
  }

  get(key: Key): Value | undefined {
    return this.#map.get(key);
  }

  has(key: Key): boolean {
    return this.#map.has(key);
  }

  /** Adds or replaces; an iteration that is under way may miss what is added. */
  set(key: Key, value: Value): void {
    if (isWornOut(this.#map.size, this.#removed)) {
      this.#map = new Map(this.#map);
      this.#removed = 0;
    }
    this.#map.set(key, value);
  }

  /** Whether it was here. */
  delete(key: Key): boolean {
    const wasHere = this.#map.delete(key);
    if (wasHere) this.#removed++;
    return wasHere;
  }

  clear(): void {
    this.#map = new Map();
    this.#removed = 0;
  }

  keys(): MapIterator<Key> {
    return this.#map.keys();
  }

  /** In the order in which their keys were added. */
  values(): MapIterator<Value> {
    return this.#map.values();
  }

  [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.#map[Symbol.iterator]();
  }
}

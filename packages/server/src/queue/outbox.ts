/**
 * Hands items on one after another: what is put in while an item is being handled comes after it, never inside it.
 * A handler that throws keeps no other item back; the first error is thrown when all have been handed on.
 */
export class Outbox<Item> {
  readonly #handle: (item: Item) => void;
  readonly #items: Item[] = [];
  #handling = false;

  constructor(handle: (item: Item) => void) {
    this.#handle = handle;
  }

  put(item: Item): void {
    this.#items.push(item);
  }

  /** Hands everything on, unless that is already under way further up the stack. */
  flush(): void {
    if (this.#handling) return;
    this.#handling = true;
    const errors: unknown[] = [];
    // Items are added while the loop runs.
    for (let index = 0; index < this.#items.length; index++) {
      try {
        this.#handle(this.#items[index] as Item);
      } catch (error) {
        errors.push(error);
      }
    }
    this.#items.length = 0;
    this.#handling = false;
    if (errors.length > 0) throw errors[0];
  }

  /** Drops what was not handed on. */
  clear(): void {
    this.#items.length = 0;
  }
}

const chunkSize = 512;

/** What an item's place is decided by: the lower number goes first, the second one where the first are equal. */
export interface Order<Item> {
  first(item: Item): number;
  second(item: Item): number;
}

/**
 * Items in order, in chunks of at most 512: adding, removing and ranking stay cheap at 100,000 items. No two items have the
 * same two numbers, and an item's numbers do not change while it is here.
 */
export class SortedChunks<Item> {
  // Never empty; no chunk is empty unless it is the only one.
  readonly #chunks: Item[][] = [[]];
  // The chunks' lengths and the numbers of their last items, beside each other because every operation looks at many of
  // them, and the items themselves lie all over the memory.
  readonly #lengths: number[] = [0];
  readonly #lastFirsts: number[] = [-Infinity];
  readonly #lastSeconds: number[] = [-Infinity];
  readonly #order: Order<Item>;
  #size = 0;

  constructor(order: Order<Item>) {
    this.#order = order;
  }

  get size(): number {
    return this.#size;
  }

  get first(): Item | undefined {
    return this.#chunks[0]?.[0];
  }

  add(item: Item): void {
    const at = this.#chunkOf(item);
    const chunk = this.#chunkAt(at);
    chunk.splice(this.#placeIn(chunk, item), 0, item);
    this.#size++;
    if (chunk.length > chunkSize) {
      const rear = chunk.splice(chunk.length >> 1);
      this.#chunks.splice(at + 1, 0, rear);
      this.#lengths.splice(at + 1, 0, 0);
      this.#lastFirsts.splice(at + 1, 0, 0);
      this.#lastSeconds.splice(at + 1, 0, 0);
      this.#note(at + 1, rear);
    }
    this.#note(at, chunk);
  }

  /** Whether the item was here. */
  remove(item: Item): boolean {
    const at = this.#chunkOf(item);
    const chunk = this.#chunkAt(at);
    // To look through a chunk touches less memory than to compare with items all over it.
    const place = chunk.indexOf(item);
    if (place === -1) return false;
    chunk.splice(place, 1);
    this.#size--;
    this.#note(at, chunk);
    if (chunk.length === 0 && this.#chunks.length > 1) {
      this.#chunks.splice(at, 1);
      this.#lengths.splice(at, 1);
      this.#lastFirsts.splice(at, 1);
      this.#lastSeconds.splice(at, 1);
    }
    return true;
  }

  /** How many items go before this one, which is here. */
  rank(item: Item): number {
    const at = this.#chunkOf(item);
    const lengths = this.#lengths;
    let before = 0;
    for (let index = 0; index < at; index++) before += lengths[index] as number;
    return before + this.#chunkAt(at).indexOf(item);
  }

  /** The item that has so many before it; undefined where there is none. */
  at(rank: number): Item | undefined {
    let before = 0;
    for (const [index, length] of this.#lengths.entries()) {
      if (rank < before + length) return this.#chunkAt(index)[rank - before];
      before += length;
    }
    return undefined;
  }

  /** The first items in order, at most `count`. */
  head(count: number): Item[] {
    const items: Item[] = [];
    for (const chunk of this.#chunks) {
      for (let index = 0; index < chunk.length && items.length < count; index++) items.push(chunk[index] as Item);
      if (items.length >= count) break;
    }
    return items;
  }

  /** Visits every item in order with its rank; the visitor must not add or remove. */
  each(visit: (item: Item, rank: number) => void): void {
    let rank = 0;
    for (const chunk of this.#chunks) for (const item of chunk) visit(item, rank++);
  }

  #note(index: number, chunk: readonly Item[]): void {
    const last = chunk.at(-1);
    this.#lengths[index] = chunk.length;
    this.#lastFirsts[index] = last === undefined ? -Infinity : this.#order.first(last);
    this.#lastSeconds[index] = last === undefined ? -Infinity : this.#order.second(last);
  }

  #chunkAt(index: number): Item[] {
    return this.#chunks[index] as Item[];
  }

  /** The first chunk whose last item is not before this one, or the last chunk. */
  #chunkOf(item: Item): number {
    const first = this.#order.first(item);
    const second = this.#order.second(item);
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const gap = (this.#lastFirsts[middle] as number) - first || (this.#lastSeconds[middle] as number) - second;
      if (gap < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #placeIn(chunk: readonly Item[], item: Item): number {
    const first = this.#order.first(item);
    const second = this.#order.second(item);
    let low = 0;
    let high = chunk.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = chunk[middle] as Item;
      const gap = this.#order.first(other) - first || this.#order.second(other) - second;
      if (gap < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

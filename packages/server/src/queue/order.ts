const chunkSize = 512;

/**
 * Items in order, in chunks of at most 512: adding, removing and ranking stay cheap at 100,000 items. Two items never
 * compare as equal, and an item's place does not change while it is here.
 */
export class SortedChunks<Item> {
  // Never empty; no chunk is empty unless it is the only one.
  readonly #chunks: Item[][] = [[]];
  // The chunks' lengths and last items, beside each other because every operation looks at many of them.
  readonly #lengths: number[] = [0];
  readonly #lasts: (Item | undefined)[] = [undefined];
  readonly #compare: (left: Item, right: Item) => number;
  #size = 0;

  /** `compare` is below 0 where `left` goes first. */
  constructor(compare: (left: Item, right: Item) => number) {
    this.#compare = compare;
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
      this.#lengths.splice(at + 1, 0, rear.length);
      this.#lasts.splice(at + 1, 0, rear.at(-1));
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
      this.#lasts.splice(at, 1);
    }
    return true;
  }

  /** How many items go before this one, which is here. */
  rank(item: Item): number {
    const at = this.#chunkOf(item);
    let before = 0;
    for (let index = 0; index < at; index++) before += this.#lengths[index] as number;
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
    this.#lengths[index] = chunk.length;
    this.#lasts[index] = chunk.at(-1);
  }

  #chunkAt(index: number): Item[] {
    return this.#chunks[index] as Item[];
  }

  /** The first chunk whose last item is not before this one, or the last chunk. */
  #chunkOf(item: Item): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(this.#lasts[middle] as Item, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #placeIn(chunk: readonly Item[], item: Item): number {
    let low = 0;
    let high = chunk.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(chunk[middle] as Item, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

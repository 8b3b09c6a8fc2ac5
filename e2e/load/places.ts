/** What is wrong with what some client of a crowd was told, and when all have been told where they stand. */
export class Places {
  /** One sentence each, the first twenty. */
  readonly problems: string[] = [];
  /** Clients that got the answer to what they asked. */
  answered = 0;
  /** Clients that heard a position. */
  placed = 0;
  /** Clients that heard the end of their call. */
  ended = 0;
  readonly #ranks: Int32Array;
  readonly #sizes: Int32Array;
  readonly #over: Uint8Array;
  readonly #count: number;
  #rankSum = 0;
  #fullSizes = 0;

  constructor(count: number) {
    this.#count = count;
    this.#ranks = new Int32Array(count).fill(-1);
    this.#sizes = new Int32Array(count);
    this.#over = new Uint8Array(count);
  }

  /** A client was told that `rank` calls are ahead of its own, of `size` that wait. */
  position(client: number, rank: number, size: number): void {
    const before = this.#ranks[client]!;
    if (before === -1) this.placed += 1;
    else if (rank > before) this.problem(`client ${client} moved back from rank ${before} to ${rank}`);
    if (rank < 0 || rank >= size || size > this.#count) this.problem(`client ${client} has rank ${rank} of ${size}`);
    if (this.#over[client] === 1) this.problem(`client ${client} was told a position after its end`);
    this.#rankSum += rank - Math.max(before, 0);
    this.#fullSizes += Number(size === this.#count) - Number(this.#sizes[client] === this.#count);
    this.#ranks[client] = rank;
    this.#sizes[client] = size;
  }

  /** A client's call has ended; `right`: with the answer to what it asked. */
  end(client: number, right: boolean, told: string): void {
    if (this.#over[client] === 1) this.problem(`client ${client} was told a second end: ${told}`);
    this.#over[client] = 1;
    this.ended += 1;
    if (right) this.answered += 1;
    else this.problem(`client ${client} was answered ${told.slice(0, 300)}`);
    if (this.#ranks[client] === -1) this.problem(`client ${client} never heard its position`);
  }

  problem(text: string): void {
    if (this.problems.length < 20) this.problems.push(text);
  }

  /** Whether everyone knows the size of the queue, and each place of it is one client's. */
  get settled(): boolean {
    if (this.#fullSizes !== this.#count || this.#rankSum !== (this.#count * (this.#count - 1)) / 2) return false;
    return new Set(this.#ranks).size === this.#count;
  }
}

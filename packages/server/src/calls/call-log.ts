import { makeDiff, type JsonValue, type NumberedMessage } from "@vitrine/protocol";
import { Told } from "../context/outgoing-message.ts";

type WithoutNumber<Message> = Message extends NumberedMessage ? Omit<Message, "call" | "n"> : never;

/** An event of a call that carries no values. */
export type PlainEvent = WithoutNumber<Exclude<NumberedMessage, { msg: "values" | "edits" }>>;

/** How much of a call is kept. */
export interface CallLogLimits {
  readonly events: number;
  /** Bytes of the kept events as JSON, about. */
  readonly bytes: number;
}

interface Entry {
  readonly n: number;
  readonly values: boolean;
  /** null: superseded; only the latest full values lead across this event. */
  told: Told | null;
}

/**
 * The numbered events of one call and its latest full values.
 *
 * Invariants: numbers rise by one; the first event, `started` and `end` are always kept; `edits` are against the
 * values event before them, so whoever missed one of those is given full values instead.
 */
export class CallLog {
  readonly call: string;
  started = false;
  ended = false;
  readonly #limits: CallLogLimits;
  readonly #head: Entry[] = [];
  readonly #entries: Entry[] = [];
  #bytes = 0;
  #next = 0;
  #droppedTo = -1;
  #values: readonly JsonValue[] | null = null;
  #valuesAt = -1;
  #valuesBytes = 0;
  #measuredBytes = 0;

  constructor(call: string, limits: CallLogLimits) {
    this.call = call;
    this.#limits = limits;
  }

  /** The number of the last event, -1 for none. */
  get last(): number {
    return this.#next - 1;
  }

  /** Whether it says more than that the call was accepted and began, which a quick answer may as well bring along. */
  get hasNews(): boolean {
    return this.#next > this.#head.length;
  }

  /** The latest values; null before the first. */
  get values(): readonly JsonValue[] | null {
    return this.#values;
  }

  /** About how many bytes the log holds: its events and the latest values. */
  get bytes(): number {
    return this.#bytes + this.#valuesBytes;
  }

  /** Adds an event without values. */
  append(event: PlainEvent): void {
    const n = this.#next++;
    const told = new Told({ call: this.call, n, ...event });
    if (event.msg === "started") this.started = true;
    if (event.msg === "end") this.ended = true;
    if (event.msg === "accepted" || event.msg === "started") this.#head.push({ n, values: false, told });
    else this.#push({ n, values: false, told });
  }

  /** Adds values, one an output; the first whole, later ones as edits. Gives whether anything changed. */
  appendValues(values: readonly JsonValue[]): boolean {
    const before = this.#values;
    const edits = before?.map((old, index) => makeDiff(old, values[index] ?? null));
    if (edits?.every((list) => list.length === 0) === true) return false;
    const n = this.#next++;
    const told = new Told(
      edits === undefined ? { msg: "values", call: this.call, n, values } : { msg: "edits", call: this.call, n, edits },
    );
    this.#values = values;
    this.#valuesAt = n;
    this.#measure(told.size, edits === undefined);
    this.#push({ n, values: true, told });
    return true;
  }

  /** The messages after event `after` (-1 for all): each that is kept, or full values in place of those that are not. */
  since(after: number): Told[] {
    let first = this.#entries.length;
    let whole = this.#droppedTo <= after;
    while (first > 0 && this.#entry(first - 1).n > after) {
      first -= 1;
      if (this.#entry(first).told === null) whole = false;
    }
    if (whole || this.#valuesAt <= after) return this.#kept(after, first);
    const kept = [...this.#head.filter((entry) => entry.n > after), ...this.#entries.slice(first)];
    const others = kept.filter((entry) => !entry.values);
    const full = { n: this.#valuesAt, values: true, told: this.#tellValues() };
    return [...others, full].toSorted((a, b) => a.n - b.n).flatMap((entry) => entry.told ?? []);
  }

  /** Gives up the values events after `after` one by one: whoever stands there is told the latest values only. */
  supersede(after: number): void {
    for (let index = this.#entries.length - 1; index >= 0; index -= 1) {
      const entry = this.#entry(index);
      if (entry.n <= after) break;
      if (!entry.values || entry.told === null) continue;
      this.#bytes -= entry.told.size;
      entry.told = null;
    }
  }

  #kept(after: number, first: number): Told[] {
    const news: Told[] = [];
    for (const { n, told } of this.#head) if (n > after && told !== null) news.push(told);
    for (let index = first; index < this.#entries.length; index++) {
      const { told } = this.#entry(index);
      if (told !== null) news.push(told);
    }
    return news;
  }

  #push(entry: Entry): void {
    this.#entries.push(entry);
    this.#bytes += entry.told?.size ?? 0;
    while (this.#tooLarge()) {
      const dropped = this.#entries.shift();
      if (dropped === undefined) break;
      this.#bytes -= dropped.told?.size ?? 0;
      this.#droppedTo = dropped.n;
    }
  }

  #tooLarge(): boolean {
    const { events, bytes } = this.#limits;
    const least = this.ended ? 1 : 0;
    return this.#entries.length > least && (this.#entries.length + this.#head.length > events || this.#bytes > bytes);
  }

  // Edits only hint at the size of the whole, so it is measured anew each time it may have doubled.
  #measure(added: number, whole: boolean): void {
    this.#valuesBytes += added;
    if (!whole && this.#valuesBytes <= 2 * this.#measuredBytes + 1024) return;
    this.#measuredBytes = whole ? added : this.#tellValues().size;
    this.#valuesBytes = this.#measuredBytes;
  }

  #tellValues(): Told {
    return new Told({ msg: "values", call: this.call, n: this.#valuesAt, values: this.#values ?? [] });
  }

  #entry(index: number): Entry {
    const entry = this.#entries[index];
    if (entry === undefined) throw new RangeError(`The log of a call has no entry ${index}.`);
    return entry;
  }
}

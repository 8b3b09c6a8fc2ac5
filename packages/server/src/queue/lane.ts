import type { BatchSettings } from "./effects.ts";
import { SortedChunks } from "./order.ts";
import { byArrival, byTurn, type QueuedCall } from "./queued-call.ts";

/**
 * Calls of one function that wait for their turn and may share a batch; in a lane of loners each goes alone, because
 * nobody knows yet whom it may go with.
 */
export class Lane {
  readonly fn: number;
  /** What its calls have in common; null where that is nothing but their function. */
  readonly key: string | null;
  /** The call that heads the next run. Kept, because lanes are compared by it far more often than it changes. */
  first: QueuedCall | undefined = undefined;
  /** The order of lanes in which it stands; null for one without calls. */
  place: SortedChunks<Lane> | null = null;
  readonly #loners: boolean;
  readonly #order = new SortedChunks<QueuedCall>(byTurn);
  /** Only where the oldest decides when a run goes. */
  #arrivals: SortedChunks<QueuedCall> | null = null;
  #most = 1;
  #timeoutMs = 0;

  constructor(fn: number, settings: BatchSettings, kind: { readonly key?: string; readonly loners?: boolean } = {}) {
    this.fn = fn;
    this.key = kind.key ?? null;
    this.#loners = kind.loners ?? false;
    this.configure(settings);
  }

  get size(): number {
    return this.#order.size;
  }

  /** The call that has waited longest; undefined where that decides nothing. */
  get oldest(): QueuedCall | undefined {
    return this.#arrivals?.first;
  }

  /** When the next run goes even if it is not full; -Infinity where it waits for nothing. */
  get deadline(): number {
    const { oldest } = this;
    return oldest === undefined || this.isFullWith(0) ? -Infinity : oldest.joinedAt + this.#timeoutMs;
  }

  /** Whether so many calls more would make a run that need not wait. */
  isFullWith(more: number): boolean {
    return this.#timeoutMs === 0 || (!this.#loners && this.#order.size + more >= this.#most);
  }

  add(call: QueuedCall): void {
    this.#order.add(call);
    this.#arrivals?.add(call);
    this.#findFirst();
  }

  remove(call: QueuedCall): void {
    this.#order.remove(call);
    this.#arrivals?.remove(call);
    this.#findFirst();
  }

  /** The calls of the next run. */
  next(): QueuedCall[] {
    const { first } = this;
    if (!this.#loners) return this.#order.head(this.#most);
    return first === undefined ? [] : [first];
  }

  /** Changes how the calls gather, those that wait included. */
  configure({ maxBatchSize, batchTimeoutMs }: BatchSettings): void {
    this.#most = maxBatchSize;
    this.#timeoutMs = batchTimeoutMs === "adaptive" ? 0 : batchTimeoutMs;
    if (this.#timeoutMs === 0) this.#arrivals = null;
    else if (this.#arrivals === null) {
      const arrivals = new SortedChunks(byArrival);
      this.#order.each((call) => arrivals.add(call));
      this.#arrivals = arrivals;
    }
    this.#findFirst();
  }

  #findFirst(): void {
    this.first = this.#loners && this.#arrivals !== null ? this.#arrivals.first : this.#order.first;
  }
}

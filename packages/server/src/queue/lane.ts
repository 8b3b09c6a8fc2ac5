import type { BatchSettings, FunctionRule } from "./effects.ts";
import { RunHistory } from "./eta.ts";
import { SortedChunks } from "./order.ts";
import { byArrival, byTurn, type QueuedCall } from "./queued-call.ts";

/** The calls of one function that wait and are not held: those that may share a batch. */
export class Lane {
  readonly fn: number;
  readonly history: RunHistory = new RunHistory();
  readonly #order = new SortedChunks<QueuedCall>(byTurn);
  /** Only where the oldest decides when a batch goes. */
  #arrivals: SortedChunks<QueuedCall> | null = null;
  #most = 1;
  #timeoutMs = 0;

  constructor(fn: number, rule: FunctionRule) {
    this.fn = fn;
    if (rule.batch) this.configure(rule);
  }

  /** Changes how the calls gather, those that wait included. */
  configure({ maxBatchSize, batchTimeoutMs }: BatchSettings): void {
    this.#most = maxBatchSize;
    this.#timeoutMs = batchTimeoutMs === "adaptive" ? 0 : batchTimeoutMs;
    if (this.#timeoutMs === 0) {
      this.#arrivals = null;
      return;
    }
    if (this.#arrivals !== null) return;
    const arrivals = new SortedChunks(byArrival);
    this.#order.each((call) => arrivals.add(call));
    this.#arrivals = arrivals;
  }

  get first(): QueuedCall | undefined {
    return this.#order.first;
  }

  add(call: QueuedCall): void {
    this.#order.add(call);
    this.#arrivals?.add(call);
  }

  remove(call: QueuedCall): void {
    this.#order.remove(call);
    this.#arrivals?.remove(call);
  }

  /** The calls of the next run. */
  next(): QueuedCall[] {
    return this.#order.head(this.#most);
  }

  /** Whether the next run need not wait for more calls. */
  isReady(now: number): boolean {
    if (this.#order.size === 0) return false;
    const deadline = this.deadline;
    return this.#order.size >= this.#most || deadline === null || deadline <= now;
  }

  /** Whether one more call would make the next run ready. */
  isReadyWithOneMore(now: number): boolean {
    return this.#timeoutMs === 0 || this.#order.size + 1 >= this.#most || this.isReady(now);
  }

  /** When the calls that wait go even if the batch is not full; null where there is no such time. */
  get deadline(): number | null {
    const oldest = this.#arrivals?.first;
    return oldest === undefined ? null : oldest.joinedAt + this.#timeoutMs;
  }
}

import type { CallMessage, ErrorData, NumberedMessage, ServerMessage } from "@vitrine/protocol";
import type { CallLog } from "./call-log.ts";
import { Told } from "../context/outgoing-message.ts";
import type { SendOptions, Sink } from "../context/sink.ts";
import { TurnoverMap } from "../collections/turnover-map.ts";

/** A message that tells the present state of a call. */
export type StateMessage = Exclude<CallMessage, NumberedMessage>;

const urgently: SendOptions = { urgent: true };
const inCompany: SendOptions = { urgent: false };

/**
 * One page's ear: what it is told, and how far it has followed each call.
 *
 * Up to the limit of unsent bytes nothing is left out. Beyond it, a call's events wait in its log and of its values only
 * the latest are told once the socket has taken what it had; the end of a call is never left out.
 */
export class Listener {
  readonly #sink: Sink;
  readonly #unsentLimit: number;
  readonly #cursors = new TurnoverMap<CallLog, number>();
  readonly #behind = new Set<CallLog>();
  readonly #states = new Map<CallLog, StateMessage>();
  /** How calls ended whose logs are forgotten, to be told once the socket takes them. */
  #ends: ServerMessage[] = [];
  #slow = false;
  #lastTaken = 0;
  #lastProgress: number | null = null;
  #onDrain: (() => void) | null = null;

  constructor(sink: Sink, unsentLimit: number) {
    this.#sink = sink;
    this.#unsentLimit = unsentLimit;
  }

  /** Whether more than the limit is unsent. */
  get slow(): boolean {
    return this.#slow;
  }

  /** Calls once when the listener is no more slow. */
  onceDrained(listener: () => void): void {
    this.#onDrain = listener;
  }

  /** Tells a message that belongs to no log. */
  tell(message: ServerMessage): void {
    this.#write(new Told(message), urgently);
  }

  /** Tells the present state of a call; to a slow page only the latest, later. */
  tellState(log: CallLog, state: StateMessage): void {
    if (this.#slow) this.#states.set(log, state);
    else this.tell(state);
  }

  /** Follows a call from behind event `after` on. */
  follow(log: CallLog, after: number): void {
    this.#cursors.set(log, after);
    this.notify(log);
  }

  /** Follows a call no more. */
  leave(log: CallLog): void {
    this.#cursors.delete(log);
    this.#behind.delete(log);
    this.#states.delete(log);
  }

  /** The log of a call is forgotten: what was not told of it is told no more, but that it has ended so. */
  expire(log: CallLog, error: ErrorData): void {
    const after = this.#cursors.get(log);
    const isBehind = this.#behind.has(log);
    this.leave(log);
    if (after === undefined || !isBehind) return;
    this.#ends.push({ msg: "end", call: log.call, n: after + 1, status: "error", error, ranMs: 0 });
  }

  /** The log of a call has grown. */
  notify(log: CallLog): void {
    if (!this.#cursors.has(log)) return;
    if (this.#slow) this.#behind.add(log);
    else this.#catchUp(log);
  }

  /** Whether the socket has taken nothing for `patience` milliseconds although bytes wait. Ask regularly. */
  stalled(now: number, patience: number): boolean {
    if (this.#sink.unsent === 0) {
      this.#lastProgress = null;
      return false;
    }
    const { taken } = this.#sink;
    if (taken !== this.#lastTaken || this.#lastProgress === null) {
      this.#lastTaken = taken;
      this.#lastProgress = now;
    }
    return now - this.#lastProgress >= patience;
  }

  #catchUp(log: CallLog): void {
    const after = this.#cursors.get(log);
    if (after === undefined) return;
    const news = log.since(after);
    const how = log.hasNews ? urgently : inCompany;
    if (log.ended) this.leave(log);
    else this.#cursors.set(log, log.last);
    for (const told of news) this.#write(told, how);
  }

  #write(told: Told, how: SendOptions): void {
    if (this.#slow || this.#sink.unsent + told.size <= this.#unsentLimit) return this.#sink.send(told, how);
    this.#slow = true;
    this.#sink.send(told, { done: () => this.#drained() });
  }

  #drained(): void {
    this.#slow = false;
    for (const log of this.#behind) {
      if (this.#slow) return;
      this.#behind.delete(log);
      const after = this.#cursors.get(log);
      if (after !== undefined) log.supersede(after);
      this.#catchUp(log);
    }
    const ends = this.#ends;
    this.#ends = [];
    for (const end of ends) this.tell(end);
    for (const [log, state] of this.#states) {
      if (this.#slow) return;
      this.#states.delete(log);
      if (state.msg === "progress" || !log.started) this.tell(state);
    }
    if (this.#slow) return;
    const listener = this.#onDrain;
    this.#onDrain = null;
    listener?.();
  }
}

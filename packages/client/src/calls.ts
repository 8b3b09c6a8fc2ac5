import type { CallMessage, CallPosition, ClientMessage, ErrorData, JsonValue } from "@vitrine/protocol";
import { hasEnded, newCall, type CallState } from "./call-state.ts";
import { followCall, judgeMessage } from "./events.ts";

type Message<M extends ClientMessage["msg"]> = Extract<ClientMessage, { msg: M }>;
type Log = Extract<CallMessage, { msg: "log" }>;

/** What the calls need of the connection they go through. */
export interface CallsPort {
  /** Sends when the socket is open and says whether it did. */
  send(message: ClientMessage): boolean;
  /** Says `hello` again, on a new socket, because events are missing. */
  resume(): void;
  now(): number;
  onChange(call: string, state: CallState): void;
  onLog(call: string, log: Log): void;
}

const seenAtOnce = 16;

interface Entry {
  state: CallState;
  after: number;
  /** Kept until the call is accepted, so that it can be sent again. */
  message: Message<"call"> | null;
  /** Whether the message went out on some socket. */
  sent: boolean;
  /** The `after` at which events were asked for again; a second gap there is not asked for. */
  askedAt: number | null;
  /** Whether it was begun by an earlier load of the page. */
  attached: boolean;
}

/**
 * The calls of one connection.
 *
 * | an entry's          | message | sent | after a reconnect                        |
 * | ------------------- | ------- | ---- | ---------------------------------------- |
 * | not ready (uploads) | null    | no   | nothing                                  |
 * | never sent          | set     | no   | sent                                     |
 * | sent, not accepted  | set     | yes  | sent again with its id: the same call    |
 * | accepted            | null    | yes  | listed in `hello` with its last event    |
 *
 * An ended call has no entry. A call that is cancelled without a socket ends at once; the server is told later.
 */
export class Calls {
  readonly #port: CallsPort;
  readonly #entries = new Map<string, Entry>();
  readonly #cancelled = new Set<string>();
  #seen: string[] = [];
  #misfit: ErrorData | undefined;

  constructor(port: CallsPort) {
    this.#port = port;
  }

  /** Begins a call whose data are not ready yet. */
  add(call: string): CallState {
    return this.#open(call, newCall, false).state;
  }

  /** Follows a call that an earlier load of the page began. */
  attach(call: string, startedAt: number | null): CallState {
    return this.#open(call, { ...newCall, phase: "sent", startedAt }, true).state;
  }

  /** Sends a call that was added, now or once the socket is open. */
  submit(message: Message<"call">): void {
    const entry = this.#entries.get(message.call);
    if (!entry) return;
    entry.message = message;
    this.#send(entry, message);
  }

  /** Changes what is shown of a call that is not sent yet. */
  note(call: string, change: Partial<CallState>): void {
    const entry = this.#entries.get(call);
    if (entry && !entry.sent) this.#set(call, entry, { ...entry.state, ...change });
  }

  /** Ends a call without the server. */
  fail(call: string, error: ErrorData): void {
    this.#finish(call, { phase: "error", error });
  }

  cancel(call: string): void {
    const entry = this.#entries.get(call);
    if (!entry) return;
    if (entry.sent && this.#port.send({ msg: "cancel", call })) return;
    if (entry.sent) this.#cancelled.add(call);
    this.#finish(call, { phase: "cancelled" });
  }

  /** Ends calls of earlier loads: this page is a copy of a tab that follows them itself. */
  forgetAttached(): void {
    for (const [call, entry] of this.#entries) if (entry.attached) this.#finish(call, { phase: "forgotten" });
  }

  /** What `hello` lists. */
  positions(): CallPosition[] {
    return [...this.#entries]
      .filter(([, entry]) => entry.sent && !entry.message)
      .map(([call, entry]) => ({ call, after: entry.after }));
  }

  /** Sends what waits for a socket; `misfit` is why whoever answers now can take no calls, if so. */
  opened(misfit?: ErrorData): void {
    this.#misfit = misfit;
    for (const call of this.#cancelled) if (this.#port.send({ msg: "cancel", call })) this.#cancelled.delete(call);
    for (const entry of this.#entries.values()) if (entry.message) this.#send(entry, entry.message);
  }

  /**
   * The socket is gone: what was not accepted is held again. `cutOff` says that the server ended it because a message was
   * too large: then whatever it has not accepted must not be sent again.
   */
  lost(cutOff?: ErrorData): void {
    for (const [call, entry] of this.#entries)
      if (entry.message)
        if (cutOff && entry.sent) this.fail(call, cutOff);
        else this.#set(call, entry, { ...entry.state, phase: "held" });
  }

  receive(message: CallMessage): void {
    const entry = this.#entries.get(message.call);
    if (!entry) return;
    const verdict = judgeMessage(message, entry.after, entry.state.values !== null);
    if (verdict === "seen") return;
    if (verdict === "gap" && entry.askedAt !== entry.after) return this.#askAgain(entry);
    let state: CallState;
    try {
      if (verdict === "gap" && message.msg === "edits") throw new TypeError("There is nothing to edit.");
      state = followCall(entry.state, message, this.#port.now());
    } catch {
      if (entry.askedAt !== entry.after) return this.#askAgain(entry);
      return this.fail(message.call, {
        code: "failed",
        message: "Part of the result was lost. Run it again.",
      });
    }
    entry.message = null;
    if ("n" in message) entry.after = message.n;
    if (message.msg === "log") this.#port.onLog(message.call, message);
    this.#set(message.call, entry, state);
    if (hasEnded(state)) this.#see(message.call);
  }

  /** The server keeps ended calls for a while in case their end was lost; where there are many it need not. */
  #see(call: string): void {
    if (this.#seen.push(call) < seenAtOnce) return;
    this.#port.send({ msg: "seen", calls: this.#seen });
    this.#seen = [];
  }

  /** Asks for the events after the last one seen; once at each place, so that a wrong log cannot make a loop. */
  #askAgain(entry: Entry): void {
    entry.askedAt = entry.after;
    this.#port.resume();
  }

  #open(call: string, state: CallState, attached: boolean): Entry {
    const entry: Entry = { state, after: -1, message: null, sent: attached, askedAt: null, attached };
    this.#entries.set(call, entry);
    return entry;
  }

  #send(entry: Entry, message: Message<"call">): void {
    if (this.#misfit) return this.fail(message.call, this.#misfit);
    if (!this.#port.send(message)) return;
    entry.sent = true;
    this.#set(message.call, entry, { ...entry.state, phase: "sent" });
  }

  #finish(call: string, change: Partial<CallState>): void {
    const entry = this.#entries.get(call);
    if (!entry) return;
    const { startedAt } = entry.state;
    const ranMs = startedAt === null ? 0 : this.#port.now() - startedAt;
    this.#set(call, entry, { ...entry.state, position: null, bars: [], ranMs, ...change });
  }

  #set(call: string, entry: Entry, state: CallState): void {
    if (state === entry.state) return;
    entry.state = state;
    if (hasEnded(state)) this.#entries.delete(call);
    this.#port.onChange(call, state);
  }
}

function size(value: JsonValue | ClientMessage): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

function mega(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}

/** The message of a call that is over the limit, as an error at its largest value; null where it fits. Limits in bytes. */
export function refuseLarge(
  message: Message<"call">,
  limit: number,
  names: readonly (string | null)[],
): ErrorData | null {
  const total = size(message);
  if (total <= limit) return null;
  const sizes = message.data.map(size);
  const index = sizes.indexOf(Math.max(...sizes));
  const text = `Too large to send: ${mega(total)} MB. Please give at most ${mega(limit)} MB.`;
  return { code: "too-large", message: text, fields: [{ name: names[index] ?? `${index}`, index, message: text }] };
}

import type { Call } from "../../calls/call.ts";
import type { Calls } from "../../calls/calls.ts";
import type { Clock } from "../../clock/clock.ts";
import type { CallReader } from "./call-reader.ts";

/** What the streams of a session need of the gateway. */
export interface SessionStreamsOptions {
  readonly clock: Clock;
  readonly calls: Pick<Calls, "forget">;
  /** Called when nothing has to be known of the session's streams any more. */
  readonly onEmpty: () => void;
}

const mostReaders = 8;
const mostRecent = 8;
// A client asks for its stream as soon as it knows of its call; a busy one may take its time.
const recentMs = 5000;
// A stream stays open for as long after its last call, so a client whose own has ended cannot miss anything younger.
const lingerMs = 1000;

/**
 * The event streams of one `session_hash`. Several clients may share one, and nothing tells whose a call is: each stream
 * tells all of them, and clients pass over what they did not ask for. A call that was made while a stream was open may
 * belong to a client whose own stream is still to come, so it stays for a moment after it was told.
 */
export class SessionStreams {
  readonly #options: SessionStreamsOptions;
  readonly #readers = new Set<CallReader>();
  readonly #partings = new Map<CallReader, { readonly agent: string; readonly parted: Promise<void> }>();
  readonly #shared = new WeakSet<Call>();
  readonly #recent = new Set<Call>();
  #isForgetting = false;

  constructor(options: SessionStreamsOptions) {
    this.#options = options;
  }

  /** Streams that are not at their end, those that said goodbye included. */
  get open(): readonly CallReader[] {
    return [...this.#readers, ...this.#partings.keys()];
  }

  /** A call was taken: every stream that is open tells it. */
  tell(call: Call): void {
    if (this.#readers.size > 0) this.#shared.add(call);
    for (const reader of this.#readers) reader.follow(call);
  }

  /** A stream is opened, to tell `calls` that nobody has told to the end, or that was not long ago. */
  add(reader: CallReader, calls: Iterable<Call>): void {
    const since = this.#options.clock.now() - (this.#readers.size > 0 ? recentMs : lingerMs);
    for (const oldest of this.#readers) {
      if (this.#readers.size < mostReaders) break;
      oldest.replaced();
    }
    this.#readers.add(reader);
    for (const call of calls) if (!this.#recent.has(call) || call.endedAt >= since) reader.follow(call);
  }

  /** A stream tells nothing more. */
  remove(reader: CallReader): void {
    this.#readers.delete(reader);
    this.#tidy();
  }

  /** A stream has said goodbye to a client (by its User-Agent); `parted` resolves when the client has heard it. */
  part(reader: CallReader, agent: string, parted: Promise<void>): void {
    this.#partings.set(reader, { agent, parted });
  }

  /** The client of a stream has heard the goodbye. */
  hasParted(reader: CallReader): void {
    this.#partings.delete(reader);
    this.#tidy();
  }

  /** Resolves when clients like this one have heard the goodbyes that were said to them; null where none was. */
  parting(agent: string): Promise<unknown> | null {
    const own = [...this.#partings.values()].filter((one) => one.agent === agent);
    return own.length === 0 ? null : Promise.all(own.map(({ parted }) => parted));
  }

  /** A stream has told the end of a call. */
  delivered(call: Call): void {
    if (!this.#shared.has(call)) return this.#options.calls.forget(call);
    this.#recent.add(call);
    for (const oldest of this.#recent) {
      if (this.#recent.size <= mostRecent) break;
      this.#forget(oldest);
    }
    this.#forgetLater();
  }

  #forgetLater(): void {
    if (this.#isForgetting || this.#recent.size === 0) return;
    this.#isForgetting = true;
    this.#options.clock.after(recentMs, () => {
      this.#isForgetting = false;
      const limit = this.#options.clock.now() - recentMs;
      for (const call of this.#recent) if (call.endedAt <= limit) this.#forget(call);
      this.#forgetLater();
    });
  }

  #forget(call: Call): void {
    this.#recent.delete(call);
    this.#options.calls.forget(call);
    this.#tidy();
  }

  #tidy(): void {
    if (this.#readers.size === 0 && this.#partings.size === 0 && this.#recent.size === 0) this.#options.onEmpty();
  }
}

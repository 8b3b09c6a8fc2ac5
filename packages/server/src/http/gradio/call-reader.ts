import type { CallMessage } from "@vitrine/protocol";
import type { Call } from "../../calls/call.ts";
import type { Calls } from "../../calls/calls.ts";
import type { GatewayContext } from "../../context/gateway-context.ts";
import type { SendOptions, Sink } from "../../context/sink.ts";
import { Listener } from "../../calls/listener.ts";
import type { Session } from "../../calls/session.ts";
import type { Told } from "../../context/outgoing-message.ts";
import type { EventStream } from "../answer/open-stream.ts";
import type { Words } from "./gradio-events.ts";

/** What a reader is made of. */
export interface CallReaderOptions {
  readonly context: GatewayContext;
  readonly calls: Calls;
  readonly session: Session;
  readonly stream: EventStream;
  readonly wordsOf: (call: Call) => Words;
  /** What is written now and then, so that nobody takes the line for dead. */
  readonly heartbeat: string;
  /** What is written last. */
  readonly goodbye: string;
  /** How long it stays open without an open call, in milliseconds. */
  readonly lingerMs: number;
  /**
   * Called when it has said goodbye and left it to the client to close the stream, with what resolves when it did or took
   * too long; where left out, the stream ends with the goodbye.
   */
  readonly onParting?: (parted: Promise<void>) => void;
  /** Called once, when it reads no more. */
  readonly onEnd: () => void;
  /** Called when the end of a call has left; never for who was cut off before. */
  readonly onDelivered: (call: Call) => void;
}

const heartbeatMs = 15_000;
const stalledMs = 30_000;
// A busy client may take its time to read it.
const partingMs = 5000;

/** One event stream and the calls that it follows. */
export class CallReader implements Sink {
  readonly #options: CallReaderOptions;
  readonly #listener: Listener;
  readonly #followed = new Map<string, { call: Call; words: Words }>();
  #stopLingering: () => void = () => {};
  #stopBeating: () => void = () => {};
  #over = false;
  #parted: () => void = () => {};

  constructor(options: CallReaderOptions) {
    const { stream, context } = options;
    this.#options = options;
    this.#listener = new Listener(this, context.settings.limits.unsent);
    stream.onClose(() => {
      this.#stopBeating();
      this.#closed();
    });
    this.#beatLater();
    this.#lingerIfIdle();
  }

  get unsent(): number {
    return this.#options.stream.unsent;
  }

  get taken(): number {
    return this.#options.stream.taken;
  }

  /** Tells everything of a call from its beginning. */
  follow(call: Call): void {
    if (this.#over) return;
    this.#stopLingering();
    this.#followed.set(call.id, { call, words: this.#options.wordsOf(call) });
    this.#options.calls.follow(call, this.#listener, -1);
  }

  /** Ends the stream in good order. */
  end(): void {
    if (this.#over) return this.#options.stream.end();
    this.#options.stream.send(this.#options.goodbye);
    this.#finish();
    this.#options.stream.end();
  }

  /** Another stream took its place: says nothing any more. */
  replaced(): void {
    this.#finish();
    this.#options.calls.leave(this.#options.session, this.#listener);
    this.#options.stream.end();
  }

  // A client that closes the stream shows by it that it has read the goodbye.
  #part(): void {
    const { stream, goodbye, context, onParting } = this.#options;
    if (onParting === undefined || this.#over) return this.end();
    stream.send(goodbye);
    const parted = new Promise<void>((resolve) => {
      const stop = context.clock.after(partingMs, () => {
        stream.end();
        resolve();
      });
      this.#parted = () => {
        stop();
        resolve();
      };
    });
    onParting(parted);
    this.#finish();
  }

  /** Puts a message of a call into the stream's words. */
  send(told: Told, how?: SendOptions): void {
    const { stream, onDelivered } = this.#options;
    const message = told.message as CallMessage;
    const entry = this.#followed.get(message.call);
    const text = entry?.words.print(message) ?? "";
    if (message.msg !== "end" || entry === undefined) {
      if (text !== "" || how?.done !== undefined) stream.send(text, how);
      return;
    }
    // Only what has left is delivered: who is cut off before may ask for it again.
    const done = (): void => {
      how?.done?.();
      onDelivered(entry.call);
    };
    stream.send(text, { done });
    this.#followed.delete(message.call);
    this.#lingerIfIdle();
  }

  #lingerIfIdle(): void {
    if (this.#followed.size > 0 || this.#over) return;
    const { lingerMs, context } = this.#options;
    this.#stopLingering();
    if (lingerMs > 0) this.#stopLingering = context.clock.after(lingerMs, () => this.#part());
    else {
      const { boundary } = context;
      queueMicrotask(boundary.wrap(() => this.#followed.size === 0 && this.end()));
    }
  }

  #beatLater(): void {
    const { context, stream, heartbeat } = this.#options;
    this.#stopBeating = context.clock.after(heartbeatMs, () => {
      if (this.#listener.stalled(context.clock.now(), stalledMs)) return stream.destroy();
      // What was written last must still be taken.
      if (!this.#over && stream.unsent === 0) stream.send(heartbeat);
      this.#beatLater();
    });
  }

  #closed(): void {
    this.#parted();
    if (this.#over) return;
    this.#finish();
    this.#options.calls.leave(this.#options.session, this.#listener);
  }

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    this.#stopLingering();
    this.#options.onEnd();
  }
}

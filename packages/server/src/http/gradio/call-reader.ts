import type { CallMessage } from "@vitrine/protocol";
import type { Call } from "../../gateway/call.ts";
import type { Calls } from "../../gateway/calls.ts";
import type { GatewayContext } from "../../gateway/gateway-context.ts";
import { Listener, type SendOptions } from "../../gateway/listener.ts";
import type { Session } from "../../gateway/session.ts";
import type { EventStream } from "../event-stream.ts";
import type { Words } from "./words.ts";

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
  /** Called once, when it reads no more. */
  readonly onEnd: () => void;
  /** Called when the end of a call has left; never for who was cut off before. */
  readonly onDelivered: (call: Call) => void;
}

const heartbeatMs = 15_000;
const stalledMs = 30_000;

/** One event stream and the calls that it follows. */
export class CallReader {
  readonly #options: CallReaderOptions;
  readonly #listener: Listener;
  readonly #followed = new Map<string, { call: Call; words: Words }>();
  #stopLingering: () => void = () => {};
  #stopBeating: () => void = () => {};
  #over = false;

  constructor(options: CallReaderOptions) {
    const { stream, context } = options;
    this.#options = options;
    this.#listener = new Listener(
      {
        get unsent() {
          return stream.unsent;
        },
        get taken() {
          return stream.taken;
        },
        send: ({ message }, how) => this.#send(message as CallMessage, how),
      },
      context.settings.limits.unsent,
    );
    stream.onClose(() => {
      this.#stopBeating();
      this.#closed();
    });
    this.#beatLater();
    this.#lingerIfIdle();
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
    if (this.#over) return;
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

  #send(message: CallMessage, how?: SendOptions): void {
    const { stream, onDelivered } = this.#options;
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
    if (lingerMs > 0) this.#stopLingering = context.clock.after(lingerMs, () => this.end());
    else queueMicrotask(() => this.#followed.size === 0 && this.end());
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

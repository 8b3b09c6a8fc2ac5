import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { ChannelEnd } from "./channel.ts";

/** How one end of a channel between threads behaves. */
export interface ThreadEndOptions<Out> {
  /** Milliseconds of a steady clock. */
  readonly now: () => number;
  /**
   * Is told of a message that could not be cloned when its turn to cross came. Only the first message of a turn
   * crosses inside `post`, which then throws instead, unless others had waited for it.
   */
  readonly onRefused: (message: Out, error: unknown) => void;
  /** true: every message crosses inside `post`, for a thread that may be held for good, or end, in the same turn. */
  readonly atOnce?: boolean;
}

/** Several messages in one post. */
interface Many<Message> {
  readonly many: readonly Message[];
}

// While a function holds the thread no turn of the event loop comes: its words must not wait for one.
const longestHoldMs = 20;
// A thread that posts without end must leave the other one time for its own tasks.
const mostAtOnce = 16;

/**
 * The end of a channel that lies on this side of a port. The first message of a turn of the event loop crosses at once,
 * with those that waited for it; those that follow in the same turn cross together after it.
 */
export function threadEnd<Out, In>(port: MessagePort, options: ThreadEndOptions<Out>): ChannelEnd<Out, In> {
  const { now, onRefused, atOnce = false } = options;
  let held: Out[] = [];
  let turnBegan = 0;
  let inTurn = false;
  let willEnd = false;
  let wantsRef = true;
  let take: ((posted: Many<In>) => void) | null = null;

  const postEach = (messages: readonly Out[]): void => {
    for (const message of messages) {
      try {
        port.postMessage({ many: [message] } satisfies Many<Out>);
      } catch (error) {
        onRefused(message, error);
      }
    }
  };
  const flush = (): void => {
    if (held.length === 0) return;
    const messages = held;
    held = [];
    try {
      port.postMessage({ many: messages } satisfies Many<Out>);
    } catch {
      // Nothing of a refused post has crossed: find the one that is to blame.
      postEach(messages);
    }
  };
  const endTurn = (): void => {
    inTurn = false;
    willEnd = false;
    flush();
  };
  const endLater = (): void => {
    if (!willEnd) setImmediate(endTurn);
    willEnd = true;
  };
  const hold = (message: Out): void => {
    held.push(message);
    if (now() - turnBegan < longestHoldMs) return;
    turnBegan = now();
    flush();
  };
  const post = (message: Out): void => {
    if (inTurn) return hold(message);
    if (held.length === 0) port.postMessage({ many: [message] } satisfies Many<Out>);
    else {
      held.push(message);
      flush();
    }
    if (atOnce) return;
    inTurn = true;
    turnBegan = now();
    endLater();
  };

  return {
    post,
    postSoon(message) {
      if (atOnce) return post(message);
      if (!willEnd) turnBegan = now();
      endLater();
      hold(message);
    },
    onMessage(listener) {
      take = ({ many }) => {
        for (const message of many) listener(message);
      };
      port.on("message", take);
      // A listener for messages refs its port again.
      if (!wantsRef) port.unref();
    },
    receive() {
      if (take === null) return;
      for (let count = 0; count < mostAtOnce; count++) {
        const next = receiveMessageOnPort(port);
        if (next === undefined) return;
        take(next.message as Many<In>);
      }
    },
    onClose: (listener) => void port.on("close", listener),
    ref() {
      wantsRef = true;
      port.ref();
    },
    unref() {
      wantsRef = false;
      port.unref();
    },
    close() {
      flush();
      port.close();
    },
  };
}

import type { ChannelEnd } from "./channel.ts";

/** Delivers to one end of a direct pair what the other end posts. */
class Inbox<Message> {
  #waiting: Message[] = [];
  #listener: ((message: Message) => void) | null = null;
  #armed = false;

  push(message: Message): void {
    this.#waiting.push(message);
    this.#arm();
  }

  listen(listener: (message: Message) => void): void {
    this.#listener = listener;
    this.#arm();
  }

  clear(): void {
    this.#waiting = [];
    this.#listener = null;
  }

  #arm(): void {
    if (this.#armed || this.#listener === null || this.#waiting.length === 0) return;
    this.#armed = true;
    // A macrotask: with microtasks back-to-back messages would starve the sockets of the same thread.
    setImmediate(() => this.#deliver());
  }

  #deliver(): void {
    this.#armed = false;
    const messages = this.#waiting;
    this.#waiting = [];
    for (const message of messages) this.#listener?.(message);
  }
}

/**
 * Two ends of a channel on one thread. Values are cloned when they are posted, as they are between threads, and
 * delivered in a later turn of the event loop. Such a pair alone never keeps the process alive.
 */
export function directPair<Left, Right>(): [ChannelEnd<Left, Right>, ChannelEnd<Right, Left>] {
  const left = new Inbox<Right>();
  const right = new Inbox<Left>();
  const closeListeners: (() => void)[] = [];
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    left.clear();
    right.clear();
    for (const listener of closeListeners) setImmediate(listener);
  };
  const post = <Message>(message: Message, inbox: Inbox<Message>): void => {
    if (open) inbox.push(structuredClone(message));
  };
  const makeEnd = <Out, In>(own: Inbox<In>, other: Inbox<Out>): ChannelEnd<Out, In> => ({
    post: (message) => post(message, other),
    postSoon: (message) => post(message, other),
    onMessage: (listener) => own.listen(listener),
    // One thread has nobody who could have posted while it was busy.
    receive() {},
    onClose: (listener) => void closeListeners.push(listener),
    ref() {},
    unref() {},
    close,
  });
  return [makeEnd<Left, Right>(left, right), makeEnd<Right, Left>(right, left)];
}

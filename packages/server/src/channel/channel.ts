/**
 * One end of the port between the gateway and the functions. Messages arrive in order, and never inside `post`.
 * What is posted is copied at once or must not change any more.
 */
export interface ChannelEnd<Out, In> {
  /** Throws a `DataCloneError` for what cannot cross. */
  post(message: Out): void;
  /** As `post`, for what may cross together with the next message, or at the end of this turn of the event loop. */
  postSoon(message: Out): void;
  /** At most one listener; messages that come before it are kept for it. */
  onMessage(listener: (message: In) => void): void;
  /** Hands over what has arrived by now, without waiting for its turn; for between two other tasks, never inside one. */
  receive(): void;
  onClose(listener: () => void): void;
  /** Whether an open channel keeps the process alive; it does until `unref`. */
  ref(): void;
  unref(): void;
  close(): void;
}

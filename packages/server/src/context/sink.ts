import type { Told } from "./outgoing-message.ts";

/** How something is sent. */
export interface SendOptions {
  /** Called once it has left; never where the line was cut before. */
  readonly done?: () => void;
  /** What is not urgent may wait some milliseconds for company; all is urgent unless told otherwise. */
  readonly urgent?: boolean;
}

/** Where a listener writes: a socket, or a test's hand. */
export interface Sink {
  /** Bytes that were given and not taken yet. */
  readonly unsent: number;
  /** Changes as long as the other side takes bytes. */
  readonly taken: number;
  send(told: Told, options?: SendOptions): void;
}

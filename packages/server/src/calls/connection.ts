import type { Sink } from "../context/sink.ts";

/** A socket as sessions see it. */
export interface Connection extends Sink {
  ping(): void;
  /** Takes no more messages in until `resume`. */
  pause(): void;
  resume(): void;
  /** Says goodbye and closes. */
  close(code: number, reason: string): void;
  /** Cuts it off. */
  terminate(): void;
}

/** What a socket tells its session. */
export interface ConnectionEvents {
  message(text: string): void;
  pong(): void;
  closed(): void;
}

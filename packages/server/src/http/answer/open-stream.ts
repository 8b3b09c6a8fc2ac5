import type { SendOptions } from "../../context/sink.ts";

/** A response that stays open and is written to, piece by piece. */
export interface EventStream {
  /** Bytes that were given and not taken yet. */
  readonly unsent: number;
  /** Changes as long as the other side takes bytes. */
  readonly taken: number;
  send(text: string, options?: SendOptions): void;
  end(): void;
  /** Cuts the connection. */
  destroy(): void;
  /** Calls when the other side has gone. */
  onClose(listener: () => void): void;
}

import type { FileStore } from "../files/store.ts";
import type { ToRunner } from "../channel/messages.ts";
import type { Lifecycle } from "../observe/lifecycle.ts";
import type { Clock } from "../queue/clock.ts";
import type { GatewaySettings, LogLine } from "./gateway-options.ts";

/** What the parts of one gateway share. */
export interface GatewayContext {
  readonly settings: GatewaySettings;
  readonly clock: Clock;
  /** 32 hexadecimal digits, 128 random bits. */
  readonly randomId: () => string;
  readonly store: FileStore;
  /** Says something to the functions. */
  readonly post: (message: ToRunner) => void;
  readonly log: (line: LogLine) => void;
  /** Where what happens is said. */
  readonly lifecycle: Lifecycle;
}

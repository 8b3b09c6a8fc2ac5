import type { AddressCount } from "../budgets/address-count.ts";
import type { ByteBudget } from "../budgets/byte-budget.ts";
import type { Boundary } from "../faults/boundary.ts";
import type { FileStore } from "../files/store.ts";
import type { ToRunner } from "../channel/messages.ts";
import type { StalledAnswers } from "../budgets/stalled-answers.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { Clock } from "../clock/clock.ts";
import type { LogLine } from "../base/log-line.ts";
import type { GatewaySettings } from "../settings/gateway-settings.ts";

/** What the parts of one gateway share. */
export interface GatewayContext {
  readonly settings: GatewaySettings;
  readonly clock: Clock;
  /** Every listener and task that Node calls runs within it. */
  readonly boundary: Boundary;
  /** 32 hexadecimal digits, 128 random bits. */
  readonly randomId: () => string;
  readonly store: FileStore;
  /** Bytes of bodies and messages that are still arriving. */
  readonly arriving: ByteBudget;
  /** Answers of which bytes wait to be taken. */
  readonly answers: StalledAnswers;
  /** Connections that stay open, by address, where those of the server itself tell nobody apart. */
  readonly streams: AddressCount;
  /** Bytes of large results on their way to those who ask for them again. */
  readonly unread: ByteBudget;
  /** Bytes of the inputs of open calls. */
  readonly inputs: ByteBudget;
  /** Says something to the functions. */
  readonly post: (message: ToRunner) => void;
  /** As `post`, for what may wait a moment for company. */
  readonly postSoon: (message: ToRunner) => void;
  /**
   * Hears what the functions have said by now. Called before each task of a client: where many of them are due in one turn
   * of the event loop, the end of a run must not wait for all of them, nor the next run for that.
   */
  readonly hear: () => void;
  readonly log: (line: LogLine) => void;
  /** Where what happens is said. */
  readonly lifecycle: Lifecycle;
}

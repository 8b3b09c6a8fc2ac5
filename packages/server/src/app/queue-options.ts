import type { QueueSettings } from "../describe/description.ts";
import { checkOptions } from "./check-options.ts";
import { resolveGroups, type GroupMember } from "./groups.ts";
import { notYetOfQueue } from "./not-yet.ts";
import { orNull, time, whole, wordOr } from "./option-checks.ts";

/** How calls wait. */
export interface QueueOptions {
  /** Calls of one function at once, where the function says nothing; 1 where left out, null is no limit. */
  readonly defaultConcurrencyLimit?: number | null | undefined;
  /** Calls that may wait, all functions together; one more is refused. null, the default, is no limit. */
  readonly maxSize?: number | null | undefined;
  /** Time between two position updates of a client, in milliseconds; "auto": on change, at most every 250 ms. */
  readonly statusUpdateMs?: number | "auto" | undefined;
  /** Most time running, in milliseconds, where the function says nothing; no limit where left out. */
  readonly timeLimitMs?: number | undefined;
  /** Most time waiting, in milliseconds, where the function says nothing; no limit where left out. */
  readonly queueTimeoutMs?: number | undefined;
}

const noLimit = "no limit";

const known = {
  defaultConcurrencyLimit: orNull(whole(1), noLimit),
  maxSize: orNull(whole(0), noLimit),
  statusUpdateMs: wordOr("auto", time(1)),
  timeLimitMs: time(1),
  queueTimeoutMs: time(1),
};

/** Refuses options that cannot work; throws a `TypeError` or a `RangeError`. */
export function checkQueueOptions(options: QueueOptions): void {
  checkOptions("queue()", options, { known, notYet: notYetOfQueue });
}

/** The queue of an app, from checked options and what its functions say. */
export function resolveQueue(options: QueueOptions, members: readonly GroupMember[]): QueueSettings {
  const { defaultConcurrencyLimit = 1, maxSize = null, statusUpdateMs = "auto" } = options;
  const { timeLimitMs = null, queueTimeoutMs = null } = options;
  const groups = resolveGroups(members, defaultConcurrencyLimit);
  return { groups, maxSize, statusUpdateMs, timeLimitMs, queueTimeoutMs };
}

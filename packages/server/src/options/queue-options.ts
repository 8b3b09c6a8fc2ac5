import type { QueueSettings } from "../app-model/description.ts";
import type { CallerOf } from "../app-model/caller-of.ts";
import { checkOptions } from "../base/check-options.ts";
import type { FunctionDeclaration } from "../app-model/declaration.ts";
import { checkGroups, concurrencyGroups, type ConcurrencyGroup } from "./concurrency-groups.ts";
import { resolveGroups, sharedGroup, type GroupMember } from "./groups.ts";
import { notYetOfQueue } from "./not-yet.ts";
import { functionLike, orNull, time, whole, wordOr } from "../base/option-checks.ts";
import { rateLimit as rateLimitCheck, type RateLimit } from "../app-model/rate-limit-option.ts";

/** How calls wait. */
export interface QueueOptions {
  /** Calls of one function at once, where the function says nothing; 1 where left out, null is no limit. */
  readonly defaultConcurrencyLimit?: number | null | undefined;
  /** The limits of functions that share a `concurrencyId`, by that id. */
  readonly concurrencyGroups?: Readonly<Record<string, ConcurrencyGroup>> | undefined;
  /** Calls that may wait, all functions together; one more is refused. null, the default, is no limit. */
  readonly maxSize?: number | null | undefined;
  /** Running calls of one caller, all functions together. null, the default, is no limit. */
  readonly perCallerLimit?: number | null | undefined;
  /** Calls of one caller in a time, all functions together; one more is refused. null, the default, is no limit. */
  readonly rateLimit?: RateLimit | null | undefined;
  /** Says whose share a call takes; where left out the user, else the page's cookie, else the address. */
  readonly callerOf?: CallerOf | undefined;
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
  concurrencyGroups,
  maxSize: orNull(whole(0), noLimit),
  perCallerLimit: orNull(whole(1), noLimit),
  rateLimit: orNull(rateLimitCheck, noLimit),
  callerOf: functionLike('({ headers }) => headers.get("x-team") ?? "guests"'),
  statusUpdateMs: wordOr("auto", time(1)),
  timeLimitMs: time(1),
  queueTimeoutMs: time(1),
};

/** Refuses options that cannot work; throws a `TypeError` or a `RangeError`. */
export function checkQueueOptions(options: QueueOptions): void {
  checkOptions("queue()", options, { known, notYet: notYetOfQueue });
}

/**
 * The queue of an app, from checked options and what its functions say. Throws a `TypeError` for groups that no function
 * is in, or whose limit a function contradicts.
 */
export function resolveQueue(
  options: QueueOptions,
  members: readonly GroupMember[],
  functions: readonly Pick<FunctionDeclaration, "id" | "label">[],
): QueueSettings {
  const {
    defaultConcurrencyLimit = 1,
    maxSize = null,
    statusUpdateMs = "auto",
    concurrencyGroups: named = {},
  } = options;
  const { timeLimitMs = null, queueTimeoutMs = null, perCallerLimit = null, rateLimit = null } = options;
  checkGroups(named, members, functions);
  const sizes: Record<string, number | null> = {};
  const limits: Record<string, number | null> = {};
  for (const [id, group] of Object.entries(named)) {
    if (group.limit !== undefined) limits[sharedGroup(id)] = group.limit;
    if (group.maxSize !== undefined) sizes[sharedGroup(id)] = group.maxSize;
  }
  return {
    groups: { ...resolveGroups(members, defaultConcurrencyLimit), ...limits },
    groupSizes: sizes,
    maxSize,
    perCallerLimit,
    rateLimit,
    asksCaller: options.callerOf !== undefined,
    statusUpdateMs,
    timeLimitMs,
    queueTimeoutMs,
  };
}

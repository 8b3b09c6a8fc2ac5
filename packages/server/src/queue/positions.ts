import type { Position } from "./effects.ts";
import { estimateMs, type GroupPace } from "./eta.ts";
import type { Group } from "./group.ts";
import type { QueuedCall } from "./queued-call.ts";

const exactBelow = 20;
const coarseness = 0.02;
const latestMs = 1_000;

/** What one sweep over a group's waiting calls needs. */
export interface Sweep {
  readonly group: Group;
  readonly now: number;
  /** Least time between two positions of one call. */
  readonly gapMs: number;
  /** Receives the positions, in order. */
  readonly told: Position[];
}

/** Tells the positions of a group that changed enough, and notes on the group when the others are due. */
export function sweepGroup({ group, now, gapMs, told }: Sweep): void {
  if (group.tellAt === null || group.tellAt > now) return;
  const pace = group.pace(now);
  const { size } = group.order;
  let next = Infinity;
  group.order.each((call, rank) => {
    if (call.held) return;
    const { told: last } = call;
    if (last !== null) {
      if (last.rank === rank && last.size === size) return;
      const gap = isFarOff(last.rank, rank) || isFarOff(last.size, size) ? gapMs : Math.max(gapMs, latestMs);
      if (call.toldAt + gap > now) {
        next = Math.min(next, call.toldAt + gap);
        return;
      }
    }
    told.push(tell({ group, call, rank, pace, now }));
  });
  group.tellAt = next === Infinity ? null : next;
}

/** Tells where one waiting call stands, whether it changed or not. */
export function tellOne(group: Group, call: QueuedCall, now: number): Position {
  return tell({ group, call, rank: group.order.rank(call), pace: group.pace(now), now });
}

interface Telling {
  readonly group: Group;
  readonly call: QueuedCall;
  readonly rank: number;
  readonly pace: GroupPace;
  readonly now: number;
}

function tell({ group, call, rank, pace, now }: Telling): Position {
  const etaMs = estimateMs(pace, rank, group.lane(call.fn).history.meanMs);
  const position: Position = { call: call.id, rank, size: group.order.size, etaMs };
  call.told = position;
  call.toldAt = now;
  return position;
}

function isFarOff(told: number, actual: number): boolean {
  const gap = Math.abs(told - actual);
  return gap > 0 && (actual < exactBelow || gap >= actual * coarseness);
}

import type { Position } from "./effects.ts";
import { estimateMs } from "./eta.ts";
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
    const { toldRank, toldSize } = call;
    if (toldRank !== -1) {
      if (toldRank === rank && toldSize === size) return;
      // While a crowd gathers the size changes for everybody all the time: who is far behind hears of it with the next rank.
      const near = rank < exactBelow && isFarOff(toldSize, size);
      const gap = near || isFarOff(toldRank, rank) ? gapMs : Math.max(gapMs, latestMs);
      if (call.toldAt + gap > now) {
        next = Math.min(next, call.toldAt + gap);
        return;
      }
    }
    call.toldRank = rank;
    call.toldSize = size;
    call.toldAt = now;
    told.push({ call: call.id, rank, size, etaMs: estimateMs(pace, rank, group.history(call.fn).meanMs) });
  });
  group.tellAt = next === Infinity ? null : next;
}

/** Tells where one waiting call stands, whether it changed or not. */
export function tellOne(group: Group, call: QueuedCall, now: number): Position {
  call.toldRank = group.order.rank(call);
  call.toldSize = group.order.size;
  call.toldAt = now;
  const etaMs = estimateMs(group.pace(now), call.toldRank, group.history(call.fn).meanMs);
  return { call: call.id, rank: call.toldRank, size: call.toldSize, etaMs };
}

function isFarOff(told: number, actual: number): boolean {
  const gap = Math.abs(told - actual);
  return gap > 0 && (actual < exactBelow || gap >= actual * coarseness);
}

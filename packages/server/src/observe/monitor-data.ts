import type { BatchSettings, MonitorFunction, MonitorSlot, Percentiles } from "@vitrine/protocol";
import { groupName, type FunctionTally } from "./function-tally.ts";
import type { Histogram } from "./histogram.ts";
import { slotMs, type Slot } from "./recent.ts";

/** What stands beside the counts of a function. */
export interface FunctionFacts {
  readonly batch: BatchSettings | null;
  readonly groupRunning: number;
  readonly groupLimit: number | null;
  /** Milliseconds of the clock: now, and when counting began. */
  readonly now: number;
  readonly beganAt: number;
}

const rateSlots = 4;

/** A function as the monitor shows it. */
export function monitorFunction(tally: FunctionTally, facts: FunctionFacts): MonitorFunction {
  const { now, beganAt, ...shown } = facts;
  const slots = tally.recent.list(now);
  return {
    id: tally.fn.id,
    label: tally.fn.label,
    group: groupName(tally.fn),
    waiting: tally.waiting,
    running: tally.running,
    rate: rateOf(slots, now, beganAt),
    total: describeSlot(tally.recent.total(now)),
    slots: slots.map((slot) => (slot === undefined ? null : describeSlot(slot))),
    ...shown,
  };
}

/** Calls that ended a second: over the last whole slots and the one that has begun, about a minute. */
function rateOf(slots: readonly (Slot | undefined)[], now: number, beganAt: number): number {
  const calls = slots.slice(-rateSlots - 1).reduce((sum, slot) => sum + (slot?.ended ?? 0), 0);
  const coveredMs = Math.min(rateSlots * slotMs + (now % slotMs), Math.max(1000, now - beganAt));
  return (calls * 1000) / coveredMs;
}

function describeSlot(slot: Slot): MonitorSlot {
  return {
    ended: slot.ended,
    failed: slot.failed,
    cancelled: slot.cancelled,
    refused: slot.refused,
    waiting: slot.mostWaiting,
    batchSize: slot.batches === 0 ? null : slot.batchedCalls / slot.batches,
    run: percentilesOf(slot.run),
    wait: percentilesOf(slot.wait),
  };
}

function percentilesOf(times: Histogram): Percentiles | null {
  const [p50, p95, p99] = [times.quantile(0.5), times.quantile(0.95), times.quantile(0.99)];
  return p50 === null || p95 === null || p99 === null ? null : { p50, p95, p99 };
}

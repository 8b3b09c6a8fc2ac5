import type { FunctionRule } from "./effects.ts";
import { expectedEndMs, RunHistory, type GroupPace } from "./eta.ts";
import { Lane } from "./lane.ts";
import { SortedChunks } from "./order.ts";
import { byTurn, type QueuedCall } from "./queued-call.ts";
import { Shares } from "./shares.ts";

/** A run whose function has not ended. */
export interface Run {
  readonly calls: readonly QueuedCall[];
  readonly lane: Lane;
  readonly startedAt: number;
}

/**
 * The functions that share one limit. Every waiting call is in `order`, which gives the ranks; those that are not held
 * are in their function's lane as well, which gives the starts. A run is one unit of the limit, whatever its size.
 */
export class Group {
  readonly order: SortedChunks<QueuedCall> = new SortedChunks(byTurn);
  readonly runs: Map<number, Run> = new Map();
  readonly shares: Shares = new Shares();
  /** When a sweep has positions to tell; null for never, -Infinity for as soon as it may. */
  tellAt: number | null = null;
  readonly #lanes = new Map<number, Lane>();
  readonly #history = new RunHistory();
  readonly #limit: number;

  /** `limit`: runs at once; null is no limit. */
  constructor(limit: number | null) {
    this.#limit = limit ?? Infinity;
  }

  addLane(fn: number, rule: FunctionRule): void {
    this.#lanes.set(fn, new Lane(fn, rule));
  }

  /** The lane of a function of this group. */
  lane(fn: number): Lane {
    return this.#lanes.get(fn) as Lane;
  }

  get hasRoom(): boolean {
    return this.runs.size < this.#limit;
  }

  add(call: QueuedCall): void {
    this.order.add(call);
    this.lane(call.fn).add(call);
    this.tellAt = -Infinity;
  }

  /** Takes out a waiting call, which keeps its share of the tags. */
  remove(call: QueuedCall): void {
    this.#take(call);
    this.shares.leave(call.caller);
  }

  /** Opens the next run where one may start; null where none may. */
  start(run: number, now: number): Run | null {
    if (!this.hasRoom) return null;
    const lane = this.#nextLane(now);
    if (lane === null) return null;
    const calls = lane.next();
    for (const call of calls) {
      this.#take(call);
      call.run = run;
    }
    this.shares.reach(this.#reachedBy(calls));
    for (const call of calls) this.shares.leave(call.caller);
    const opened = { calls, lane, startedAt: now };
    this.runs.set(run, opened);
    return opened;
  }

  /** Closes a run whose function has ended. */
  finish(run: number, now: number): void {
    const closed = this.runs.get(run);
    if (closed === undefined) return;
    this.runs.delete(run);
    const ms = now - closed.startedAt;
    this.#history.add(ms, closed.calls.length);
    closed.lane.history.add(ms, closed.calls.length);
  }

  /** When a batch that gathers must go; null where none does, or none could. */
  get deadline(): number | null {
    if (!this.hasRoom) return null;
    let first: number | null = null;
    for (const { deadline } of this.#lanes.values()) {
      if (deadline !== null && (first === null || deadline < first)) first = deadline;
    }
    return first;
  }

  pace(now: number): GroupPace {
    const { meanMs, meanCalls } = this.#history;
    let firstEndMs = this.hasRoom ? 0 : Infinity;
    for (const { lane, startedAt } of this.runs.values()) {
      if (firstEndMs === 0) break;
      firstEndMs = Math.min(firstEndMs, expectedEndMs(lane.history.meanMs ?? meanMs ?? 0, now - startedAt));
    }
    return { firstEndMs, meanMs, width: this.#limit * meanCalls };
  }

  /** Of the lanes that are ready the one whose first call has the lowest turn. */
  #nextLane(now: number): Lane | null {
    let next: Lane | null = null;
    for (const lane of this.#lanes.values()) {
      if (!lane.isReady(now) || lane.first === undefined) continue;
      if (next?.first === undefined || byTurn(lane.first, next.first) < 0) next = lane;
    }
    return next;
  }

  #take(call: QueuedCall): void {
    this.order.remove(call);
    if (!call.held) this.lane(call.fn).remove(call);
    this.tellAt = -Infinity;
  }

  /**
   * The tag that the starts have reached: the last one of the run, but not past a call that still waits. The rear of a
   * batch overtakes the calls of other functions, and a newcomer must not stand behind all of those.
   */
  #reachedBy(calls: readonly QueuedCall[]): number {
    const head = calls[0]?.tag ?? 0;
    const rear = calls.at(-1)?.tag ?? 0;
    return Math.max(head, Math.min(rear, this.order.first?.tag ?? Infinity));
  }
}

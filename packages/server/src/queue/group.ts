import { CallerGate, type CallSink } from "./caller-gate.ts";
import { CallerLimit } from "./caller-limit.ts";
import { Costs } from "./costs.ts";
import type { BatchSettings, FunctionRule } from "./effects.ts";
import { expectedEndMs, RunHistory, type GroupPace } from "./eta.ts";
import { Lanes } from "./lanes.ts";
import { SortedChunks } from "./order.ts";
import { byTurn, type QueuedCall } from "./queued-call.ts";
import { Shares } from "./shares.ts";
import { TurnoverMap } from "../collections/turnover-map.ts";

/** A run whose function has not ended. */
export interface Run {
  readonly calls: readonly QueuedCall[];
  readonly fn: number;
  readonly startedAt: number;
}

/** What a group obeys. */
export interface GroupRule {
  /** Runs at once; null is no limit. */
  readonly limit: number | null;
  /** Calls that may wait; null is no limit. */
  readonly maxSize: number | null;
  /** What one caller may run of all functions together; null is no limit. */
  readonly callers: CallerLimit | null;
}

interface GroupFunction {
  readonly history: RunHistory;
  readonly costs: Costs;
  /** What one caller may run: of this function, and of all together. */
  readonly limits: readonly CallerLimit[];
  /** null where no limit holds. */
  readonly gate: CallerGate | null;
}

/**
 * The functions that share one limit. Every waiting call is in `order`, which gives the ranks; those that are not held
 * go through the gate of their callers' limits into the lanes, which give the starts. A run is one unit of the limit,
 * whatever its size.
 */
export class Group {
  readonly order: SortedChunks<QueuedCall> = new SortedChunks(byTurn);
  readonly runs: TurnoverMap<number, Run> = new TurnoverMap();
  readonly shares: Shares = new Shares();
  /** When a sweep has positions to tell; null for never, -Infinity for as soon as it may. */
  tellAt: number | null = null;
  readonly #lanes = new Lanes();
  readonly #functions = new Map<number, GroupFunction>();
  readonly #history = new RunHistory();
  readonly #limit: number;
  readonly #maxSize: number;
  readonly #callers: CallerLimit | null;

  constructor({ limit, maxSize, callers }: GroupRule) {
    this.#limit = limit ?? Infinity;
    this.#maxSize = maxSize ?? Infinity;
    this.#callers = callers;
  }

  addFunction(fn: number, rule: FunctionRule): void {
    this.#lanes.addFunction(fn, rule);
    const own = rule.perCallerLimit == null ? null : new CallerLimit(rule.perCallerLimit);
    const all = rule.unlimited === true ? null : this.#callers;
    const limits = [own, all].filter((limit) => limit !== null);
    const gate = limits.length === 0 ? null : new CallerGate(limits, this.#lanes);
    this.#functions.set(fn, { history: new RunHistory(), costs: new Costs(), limits, gate });
  }

  get hasRoom(): boolean {
    return this.runs.size < this.#limit;
  }

  get isFull(): boolean {
    return this.order.size >= this.#maxSize;
  }

  /** How long the runs of a function took. */
  history(fn: number): RunHistory {
    return this.#function(fn).history;
  }

  /** How the calls of a function gather; null where it is not batched. */
  batchSettings(fn: number): BatchSettings | null {
    return this.#lanes.settings(fn);
  }

  configure(fn: number, settings: BatchSettings): void {
    this.#lanes.configure(fn, settings);
  }

  /** Whether a call of this caller would start at once. */
  wouldStart(fn: number, caller: string): boolean {
    const isLetThrough = this.#function(fn).gate?.isOpen(caller) ?? true;
    return this.hasRoom && isLetThrough && this.#lanes.startsWithOneMore(fn);
  }

  add(call: QueuedCall): void {
    this.order.add(call);
    if (!call.held) this.#entry(call).add(call);
    this.tellAt = -Infinity;
  }

  /** Takes out a waiting call, which keeps its share of the tags. */
  remove(call: QueuedCall): void {
    this.#takeOut(call);
    this.shares.leave(call.caller);
  }

  /** Holds a waiting call at its place, or lets it go again. */
  hold(call: QueuedCall, held: boolean): void {
    if (held) this.#entry(call).remove(call);
    call.held = held;
    if (!held) this.#entry(call).add(call);
    call.toldRank = -1;
    this.tellAt = -Infinity;
  }

  /** Notes what a call of a function costs; gives its share. */
  shareOf(fn: number, cost: number): number {
    return this.#function(fn).costs.shareOf(cost);
  }

  /** Changes what decides a waiting call's place. */
  change(call: QueuedCall, { gain, key }: { readonly gain: number; readonly key: string | null }): void {
    this.#takeOut(call);
    call.tag = this.shares.move(call.caller, call.tag, gain);
    call.key = key;
    this.add(call);
  }

  /** Opens the next run where one may start; null where none may. */
  start(run: number, now: number): Run | null {
    if (!this.hasRoom) return null;
    const calls = this.#lanes.next(now);
    const [first] = calls;
    if (first === undefined) return null;
    const { limits, gate } = this.#function(first.fn);
    for (const call of calls) {
      this.order.remove(call);
      this.#lanes.remove(call);
      for (const limit of limits) limit.start(call.caller);
      gate?.started(call);
      call.run = run;
    }
    this.tellAt = -Infinity;
    this.shares.reach(this.#reachedBy(calls));
    for (const call of calls) this.shares.leave(call.caller);
    const opened = { calls, fn: first.fn, startedAt: now };
    this.runs.set(run, opened);
    return opened;
  }

  /** Closes a run whose function has ended. */
  finish(run: number, now: number): void {
    const closed = this.runs.get(run);
    if (closed === undefined) return;
    this.runs.delete(run);
    const { history, limits, gate } = this.#function(closed.fn);
    for (const { caller } of closed.calls) {
      for (const limit of limits) limit.finish(caller);
      gate?.adjust(caller);
    }
    const ms = now - closed.startedAt;
    this.#history.add(ms, closed.calls.length);
    history.add(ms, closed.calls.length);
  }

  /** A call of a run that has ended waits again, at the place that it had. */
  putBack(call: QueuedCall): void {
    call.run = null;
    call.alone = true;
    call.toldRank = -1;
    this.shares.rejoin(call.caller, call.tag);
    this.add(call);
  }

  /** A caller may run more or less of all functions together than before. */
  adjust(caller: string): void {
    for (const { gate } of this.#functions.values()) gate?.adjust(caller);
  }

  /** When a batch that gathers must go; null where none does, or none could. */
  get deadline(): number | null {
    return this.hasRoom ? this.#lanes.deadline : null;
  }

  pace(now: number): GroupPace {
    const { meanMs, meanCalls } = this.#history;
    let firstEndMs = this.hasRoom ? 0 : Infinity;
    for (const { fn, startedAt } of this.runs.values()) {
      if (firstEndMs === 0) break;
      firstEndMs = Math.min(firstEndMs, expectedEndMs(this.history(fn).meanMs ?? meanMs ?? 0, now - startedAt));
    }
    return { firstEndMs, meanMs, width: this.#limit * meanCalls };
  }

  /** Where a call of a function that is not held goes in. */
  #entry({ fn }: QueuedCall): CallSink {
    return this.#function(fn).gate ?? this.#lanes;
  }

  #takeOut(call: QueuedCall): void {
    this.order.remove(call);
    if (!call.held) this.#entry(call).remove(call);
    this.tellAt = -Infinity;
  }

  #function(fn: number): GroupFunction {
    return this.#functions.get(fn) as GroupFunction;
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

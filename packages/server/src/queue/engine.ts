import type { BatchSettings, Effect, EngineOptions, Position, QueueCall } from "./effects.ts";
import { Group } from "./group.ts";
import { sweepGroup, tellOne } from "./positions.ts";
import type { QueuedCall } from "./queued-call.ts";

/**
 * Decides which waiting calls start, and when. It reads no clock and does nothing: every operation takes the time in
 * milliseconds (never less than before), changes the tables and gives what must now be done, in order.
 *
 * A call is unknown → waiting (held or not) → running → unknown. After every operation no group has both room and a
 * run that is ready.
 */
export class Engine {
  readonly #maxSize: number;
  readonly #groups = new Map<string, Group>();
  readonly #groupOf = new Map<number, Group>();
  readonly #calls = new Map<string, QueuedCall>();
  readonly #batches = new Map<number, BatchSettings>();
  /** Groups of the runs that have not ended. */
  readonly #runs = new Map<number, Group>();
  #arrivals = 0;
  #opened = 0;
  #waiting = 0;

  constructor(options: EngineOptions) {
    this.#maxSize = options.maxSize ?? Infinity;
    for (const [name, limit] of Object.entries(options.groups)) this.#groups.set(name, new Group(limit));
    for (const [key, rule] of Object.entries(options.functions)) {
      const group = this.#groups.get(rule.group);
      if (group === undefined) throw new Error(`Function ${key} is in the group "${rule.group}", which has no limit.`);
      group.addLane(Number(key), rule);
      this.#groupOf.set(Number(key), group);
      const { batch, maxBatchSize, batchTimeoutMs } = rule;
      if (batch) this.#batches.set(Number(key), { maxBatchSize, batchTimeoutMs });
    }
  }

  /** Takes a call in. Throws for an id that is here already, or an unknown function. */
  submit({ id, fn, caller }: QueueCall, now: number): Effect[] {
    const group = this.#groupOf.get(fn);
    if (group === undefined) throw new Error(`The queue knows no function ${fn}.`);
    if (this.#calls.has(id)) throw new Error(`The call ${id} is in the queue already.`);
    // What is due by now goes first, so that the room seen here is this call's own.
    const effects = this.#settle(group, now);
    const startsNow = group.hasRoom && group.lane(fn).isReadyWithOneMore(now);
    if (!startsNow && this.#waiting >= this.#maxSize) {
      effects.push({ type: "refuse", call: id, reason: "queue-full", waiting: this.#waiting });
      return effects;
    }
    const call: QueuedCall = {
      id,
      fn,
      caller,
      tag: group.shares.join(caller, 1),
      arrival: this.#arrivals++,
      joinedAt: now,
      run: null,
      held: false,
      aborted: false,
      toldRank: -1,
      toldSize: 0,
      toldAt: 0,
    };
    this.#calls.set(id, call);
    this.#waiting++;
    group.add(call);
    return [...effects, ...this.#settle(group, now)];
  }

  /** Takes a waiting call out, or says once to abort a running one, whose slot stays taken until `finish`. */
  cancel(id: string, now: number): Effect[] {
    const call = this.#calls.get(id);
    if (call === undefined || call.aborted) return [];
    if (call.run !== null) {
      call.aborted = true;
      return [{ type: "abort", run: call.run, call: id }];
    }
    const group = this.#group(call);
    group.remove(call);
    this.#calls.delete(id);
    this.#waiting--;
    return this.#settle(group, now);
  }

  /** A run's function has really ended. */
  finish(run: number, now: number): Effect[] {
    const group = this.#runs.get(run);
    if (group === undefined) return [];
    for (const call of group.runs.get(run)?.calls ?? []) this.#calls.delete(call.id);
    this.#runs.delete(run);
    group.finish(run, now);
    return this.#settle(group, now);
  }

  /** Holds a waiting call at its place, or lets it go again. */
  hold(id: string, held: boolean, now: number): Effect[] {
    const call = this.#waitingCall(id);
    if (call === null || call.held === held) return [];
    const group = this.#group(call);
    call.held = held;
    call.toldRank = -1;
    if (held) group.lane(call.fn).remove(call);
    else group.lane(call.fn).add(call);
    group.tellAt = -Infinity;
    return this.#settle(group, now);
  }

  /** Changes how the calls of a batched function gather, those that wait included. Throws for any other function. */
  configure(fn: number, settings: Partial<BatchSettings>, now: number): Effect[] {
    const group = this.#groupOf.get(fn);
    const before = this.#batches.get(fn);
    if (group === undefined || before === undefined) throw new Error(`The function ${fn} gathers no batches.`);
    const after = { ...before, ...settings };
    this.#batches.set(fn, after);
    group.lane(fn).configure(after);
    return this.#settle(group, now);
  }

  /** How the calls of a function gather now; null where it is not batched. */
  batchSettings(fn: number): BatchSettings | null {
    return this.#batches.get(fn) ?? null;
  }

  /** Starts the batches that have gathered for long enough. */
  tick(now: number): Effect[] {
    return [...this.#groups.values()].flatMap((group) => this.#settle(group, now));
  }

  /** When `tick` must come at the latest; null where nothing gathers. */
  nextDeadline(): number | null {
    return earliest([...this.#groups.values()].map((group) => group.deadline));
  }

  /**
   * Where calls stand whose position changed since they were told: at most every `gapMs` a call, ranks from 20 on when
   * they are 2 % off or a second has passed.
   */
  positions(now: number, gapMs: number): Position[] {
    const told: Position[] = [];
    for (const group of this.#groups.values()) sweepGroup({ group, now, gapMs, told });
    return told;
  }

  /** When `positions` will have something to tell, -Infinity for now; null where nothing changes by itself. */
  nextPositions(): number | null {
    return earliest([...this.#groups.values()].map((group) => group.tellAt));
  }

  /** Where one call stands, which counts as told; null for a call that is held or does not wait. */
  position(id: string, now: number): Position | null {
    const call = this.#waitingCall(id);
    return call === null || call.held ? null : tellOne(this.#group(call), call, now);
  }

  /** Whether a position that was given is still what its call was told last, and the call still waits for its turn. */
  isCurrent(position: Position): boolean {
    const call = this.#waitingCall(position.call);
    return call !== null && call.toldRank === position.rank && call.toldSize === position.size;
  }

  /** Calls that wait and runs that have not ended, of one group; of all groups where none is named. */
  size(name?: string): { readonly waiting: number; readonly running: number } {
    if (name === undefined) return { waiting: this.#waiting, running: this.#runs.size };
    const group = this.#groups.get(name);
    return { waiting: group?.order.size ?? 0, running: group?.runs.size ?? 0 };
  }

  #settle(group: Group, now: number): Effect[] {
    const effects: Effect[] = [];
    for (;;) {
      const run = this.#opened;
      const opened = group.start(run, now);
      if (opened === null) return effects;
      this.#opened++;
      this.#runs.set(run, group);
      this.#waiting -= opened.calls.length;
      effects.push({ type: "start", run, fn: opened.lane.fn, calls: opened.calls.map(({ id }) => id) });
    }
  }

  #waitingCall(id: string): QueuedCall | null {
    const call = this.#calls.get(id);
    return call === undefined || call.run !== null ? null : call;
  }

  #group(call: QueuedCall): Group {
    return this.#groupOf.get(call.fn) as Group;
  }
}

function earliest(times: readonly (number | null)[]): number | null {
  let first: number | null = null;
  for (const time of times) if (time !== null && (first === null || time < first)) first = time;
  return first;
}

import type { BatchSettings, CallAnswer, Effect, EngineOptions, Position, QueueCall } from "./effects.ts";
import { CallerLimit } from "./caller-limit.ts";
import { Group } from "./group.ts";
import { sweepGroup, tellOne } from "./positions.ts";
import type { QueuedCall } from "./queued-call.ts";
import { TurnoverMap } from "../collections/turnover-map.ts";

/**
 * Decides which waiting calls start, and when. It reads no clock and does nothing: every operation takes the time in
 * milliseconds (never less than before), changes the tables and gives what must now be done, in order.
 *
 * A call is unknown → waiting (held or not) → running → unknown. After every operation no group has both room and a
 * run that is ready.
 */
export class Engine {
  readonly #maxSize: number;
  /** Whether the end of a run can let a call of another group start. */
  readonly #areLinked: boolean;
  readonly #groups = new Map<string, Group>();
  readonly #groupOf = new Map<number, Group>();
  readonly #calls = new TurnoverMap<string, QueuedCall>();
  /** Groups of the runs that have not ended. */
  readonly #runs = new TurnoverMap<number, Group>();
  #arrivals = 0;
  #opened = 0;
  #waiting = 0;

  constructor(options: EngineOptions) {
    this.#maxSize = options.maxSize ?? Infinity;
    const callers = options.perCallerLimit == null ? null : new CallerLimit(options.perCallerLimit);
    for (const [name, limit] of Object.entries(options.groups)) {
      this.#groups.set(name, new Group({ limit, maxSize: options.groupSizes?.[name] ?? null, callers }));
    }
    this.#areLinked = callers !== null;
    for (const [key, rule] of Object.entries(options.functions)) {
      const group = this.#groups.get(rule.group);
      if (group === undefined) throw new Error(`Function ${key} is in the group "${rule.group}", which has no limit.`);
      group.addFunction(Number(key), rule);
      this.#groupOf.set(Number(key), group);
    }
  }

  /** Takes a call in. Throws for an id that is here already, or an unknown function. */
  submit({ id, fn, caller }: QueueCall, now: number): Effect[] {
    const group = this.#groupOf.get(fn);
    if (group === undefined) throw new Error(`The queue knows no function ${fn}.`);
    if (this.#calls.has(id)) throw new Error(`The call ${id} is in the queue already.`);
    // What is due by now goes first, so that the room seen here is this call's own.
    const effects = this.#settle(group, now);
    const isFull = this.#waiting >= this.#maxSize;
    if ((isFull || group.isFull) && !group.wouldStart(fn, caller)) {
      const waiting = isFull ? this.#waiting : group.order.size;
      effects.push({ type: "refuse", call: id, reason: "queue-full", waiting });
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
      weighed: false,
      key: null,
      alone: false,
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

  /** What `cost` and `batchKey` said of a call; what was found out too late, or a second time, moves nothing. */
  answer(id: string, { cost, key }: CallAnswer, now: number): Effect[] {
    const call = this.#calls.get(id);
    if (call === undefined) return [];
    const group = this.#group(call);
    const gain = cost === undefined || call.weighed ? 0 : group.shareOf(call.fn, cost) - 1;
    call.weighed ||= cost !== undefined;
    if (call.run !== null || (gain === 0 && key === undefined)) return [];
    group.change(call, { gain, key: call.key ?? key ?? null });
    return this.#settle(group, now);
  }

  /** A run's function has really ended. Those of its calls that are named in `again` wait once more, and then run alone. */
  finish(run: number, now: number, again: readonly string[] = []): Effect[] {
    const group = this.#runs.get(run);
    if (group === undefined) return [];
    const calls = group.runs.get(run)?.calls ?? [];
    this.#runs.delete(run);
    group.finish(run, now);
    for (const call of calls) {
      if (call.aborted || !again.includes(call.id)) {
        this.#calls.delete(call.id);
        continue;
      }
      group.putBack(call);
      this.#waiting++;
    }
    if (!this.#areLinked) return this.#settle(group, now);
    this.#adjust(calls);
    return [group, ...this.#groups.values()].flatMap((one) => this.#settle(one, now));
  }

  /** Holds a waiting call at its place, or lets it go again. */
  hold(id: string, held: boolean, now: number): Effect[] {
    const call = this.#waitingCall(id);
    if (call === null || call.held === held) return [];
    const group = this.#group(call);
    group.hold(call, held);
    return this.#settle(group, now);
  }

  /** Changes how the calls of a batched function gather, those that wait included. Throws for any other function. */
  configure(fn: number, settings: Partial<BatchSettings>, now: number): Effect[] {
    const group = this.#groupOf.get(fn);
    const before = group?.batchSettings(fn) ?? null;
    if (group === undefined || before === null) throw new Error(`The function ${fn} gathers no batches.`);
    group.configure(fn, { ...before, ...settings });
    return this.#settle(group, now);
  }

  /** How the calls of a function gather now; null where it is not batched. */
  batchSettings(fn: number): BatchSettings | null {
    return this.#groupOf.get(fn)?.batchSettings(fn) ?? null;
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
    // Where nobody waits there is nobody to tell.
    return earliest([...this.#groups.values()].map(({ order, tellAt }) => (order.size === 0 ? null : tellAt)));
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
      if (this.#areLinked) this.#adjust(opened.calls);
      effects.push({ type: "start", run, fn: opened.fn, calls: opened.calls.map(({ id }) => id) });
    }
  }

  /** What these calls' callers may run of all functions together has changed. */
  #adjust(calls: readonly QueuedCall[]): void {
    for (const { caller } of calls) for (const group of this.#groups.values()) group.adjust(caller);
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

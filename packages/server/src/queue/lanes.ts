import type { BatchSettings, FunctionRule } from "./effects.ts";
import { Lane } from "./lane.ts";
import { SortedChunks } from "./order.ts";
import type { QueuedCall } from "./queued-call.ts";

interface FunctionLanes {
  settings: BatchSettings;
  readonly batch: boolean;
  readonly keyed: boolean;
  /** Calls that need no key. */
  readonly shared: Lane;
  /** Calls whose key is not known, and calls that must take nobody with them. */
  readonly loners: Lane;
  /** Calls by their key; a lane that is empty is forgotten. */
  readonly byKey: Map<string, Lane>;
}

const single: BatchSettings = { maxBatchSize: 1, batchTimeoutMs: "adaptive" };

/**
 * The calls of a group that may start, in lanes of those that may share a run. Each lane that holds calls is either
 * ready, in the order of the turns, or gathers, in the order of the deadlines.
 */
export class Lanes {
  readonly #functions = new Map<number, FunctionLanes>();
  readonly #ready = new SortedChunks<Lane>({
    first: (lane) => firstOf(lane).tag,
    second: (lane) => firstOf(lane).arrival,
  });
  readonly #gathering = new SortedChunks<Lane>({
    first: (lane) => lane.deadline,
    second: (lane) => oldestOf(lane).arrival,
  });

  addFunction(fn: number, { batch, keyed = false, maxBatchSize, batchTimeoutMs }: FunctionRule): void {
    const settings = batch ? { maxBatchSize, batchTimeoutMs } : single;
    this.#functions.set(fn, {
      settings,
      batch,
      keyed: batch && keyed,
      shared: new Lane(fn, settings),
      loners: new Lane(fn, settings, { loners: true }),
      byKey: new Map(),
    });
  }

  /** How the calls of a function gather; null where it is not batched. */
  settings(fn: number): BatchSettings | null {
    const { batch, settings } = this.#function(fn);
    return batch ? settings : null;
  }

  /** Changes how the calls of a function gather, those that wait included. */
  configure(fn: number, settings: BatchSettings): void {
    const lanes = this.#function(fn);
    lanes.settings = settings;
    for (const lane of [lanes.shared, lanes.loners, ...lanes.byKey.values()]) {
      this.#change(lane, () => lane.configure(settings));
    }
  }

  add(call: QueuedCall): void {
    const lane = this.#laneOf(call);
    this.#change(lane, () => lane.add(call));
  }

  remove(call: QueuedCall): void {
    const lane = this.#laneOf(call);
    this.#change(lane, () => lane.remove(call));
    if (lane.key !== null && lane.size === 0) this.#function(call.fn).byKey.delete(lane.key);
  }

  /** The calls of the next run; empty where none may start yet. */
  next(now: number): QueuedCall[] {
    for (let lane = this.#gathering.first; lane !== undefined && lane.deadline <= now; lane = this.#gathering.first) {
      this.#gathering.remove(lane);
      this.#ready.add(lane);
      lane.place = this.#ready;
    }
    return this.#ready.first?.next() ?? [];
  }

  /** Whether one more call of a function would start at once where there is room. */
  startsWithOneMore(fn: number): boolean {
    const { keyed, loners, shared } = this.#function(fn);
    return (keyed ? loners : shared).isFullWith(1);
  }

  /** When the first lane that gathers is due; null where none does. */
  get deadline(): number | null {
    return this.#gathering.first?.deadline ?? null;
  }

  #laneOf({ fn, alone, key }: QueuedCall): Lane {
    const { batch, keyed, shared, loners, byKey, settings } = this.#function(fn);
    if (batch && alone) return loners;
    if (!keyed) return shared;
    if (key === null) return loners;
    let lane = byKey.get(key);
    if (lane === undefined) byKey.set(key, (lane = new Lane(fn, settings, { key })));
    return lane;
  }

  /** A lane's place depends on its calls, so it is out of the order while they change. */
  #change(lane: Lane, change: () => void): void {
    lane.place?.remove(lane);
    change();
    lane.place = lane.size === 0 ? null : lane.deadline === -Infinity ? this.#ready : this.#gathering;
    lane.place?.add(lane);
  }

  #function(fn: number): FunctionLanes {
    return this.#functions.get(fn) as FunctionLanes;
  }
}

function firstOf(lane: Lane): QueuedCall {
  return lane.first as QueuedCall;
}

function oldestOf(lane: Lane): QueuedCall {
  return lane.oldest as QueuedCall;
}

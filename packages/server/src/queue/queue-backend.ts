import type { BatchSettings, CallAnswer, Effect, Position, QueueCall } from "./effects.ts";

/** An effect that says which run to start, with its calls: one, or a batch. */
export type StartEffect = Extract<Effect, { type: "start" }>;
/** An effect that says which call finds no room. */
export type RefuseEffect = Extract<Effect, { type: "refuse" }>;
/** An effect that says which running call was cancelled. */
export type AbortEffect = Extract<Effect, { type: "abort" }>;

/**
 * What a queue tells its owner. Callbacks come one after another, never one inside another; they may come before the
 * operation that caused them has returned, and may call the queue again. After a throw the others still come.
 */
export interface QueueEvents {
  /** Run these calls now. The slot is taken until `finish(run)`. Comes once for a call, and once more after `finish` named it. */
  start(effect: StartEffect): void;
  /** The call finds no room; the queue knows it no more. Comes only for the call that is being submitted. */
  refuse(effect: RefuseEffect): void;
  /** A running call was cancelled: tell the function. Comes once at most for a call. */
  abort(effect: AbortEffect): void;
  /**
   * Where calls stand that wait and are not held: each as soon as it waits and at every `hold(call, false)`, later when
   * it changed. A list has at most 100, and the lists of a crowd come in turns of the event loop of their own.
   */
  positions(list: readonly Position[]): void;
}

/** A queue of calls: in memory, or shared between machines. It decides when a call runs, and owns nothing else of it. */
export interface QueueBackend {
  /** Takes a call in: `start` or `refuse` follows, or `positions` while it waits. Throws for an id or `fn` it cannot take. */
  submit(call: QueueCall): void;
  /**
   * Ends interest in a call. One that waits is taken out and not heard of again; for one that runs `abort` follows,
   * and its slot stays taken until `finish`. Nothing happens for others, nor the second time.
   */
  cancel(call: string): void;
  /** What `cost` and `batchKey` said of a call: it may move. Each counts once a call; nothing happens for one that runs. */
  answer(call: string, answer: CallAnswer): void;
  /**
   * A run's function has really ended: its slot is free. Once a run; nothing happens for others. Those of its calls that
   * `again` names wait at their places once more, and start a second time alone.
   */
  finish(run: number, again?: readonly string[]): void;
  /**
   * Holds a waiting call: it is passed over at its turn, keeps its place and is told no position until it is held no
   * more. Letting go a call that waits tells its position at once, held before or not. Nothing happens for others.
   */
  hold(call: string, held: boolean): void;
  /** Changes how the calls of a batched function gather, those that wait included. Throws for any other function. */
  configure(fn: number, settings: Partial<BatchSettings>): void;
  /** How the calls of a function gather now; null where it is not batched. */
  batchSettings(fn: number): BatchSettings | null;
  /** Stops all timers; no callback comes any more, and operations do nothing. Runs that were started are not touched. */
  close(): void;
}

/** How often positions are told: `"auto"` on change, at most every 250 ms a client; a number is that time instead. */
export type StatusUpdateMs = number | "auto";

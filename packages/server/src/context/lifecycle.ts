import { EventEmitter } from "node:events";
import type { ErrorCode } from "@vitrine/protocol";
import type { Boundary } from "../faults/boundary.ts";

/** A call was refused: it waits nowhere and leaves no log. */
export interface CallRefused {
  readonly id: string;
  /** The function that was asked for, which the app may not have. */
  readonly fn: number;
  /** The hash of the session. */
  readonly session: string;
  /** null without a login. */
  readonly user: string | null;
  readonly reason: ErrorCode;
  /** Whether it was accepted first, and found no room then. */
  readonly accepted: boolean;
}

/** A call has its end, however it came. */
export interface CallEnded {
  readonly id: string;
  readonly fn: number;
  /** The hash of the session. */
  readonly session: string;
  /** null without a login. */
  readonly user: string | null;
  readonly status: "done" | "error" | "cancelled";
  /** Why it failed; null unless the status is "error". */
  readonly error: ErrorCode | null;
  /** Milliseconds from its acceptance to its start, or to its end where it never started. */
  readonly waitMs: number;
  /** Milliseconds from its start to its end; null where it never started. */
  readonly runMs: number | null;
  /** The calls of its run; 0 where it never started. */
  readonly batchSize: number;
}

/**
 * All that happens in a gateway, by name, with what is told of it. Events come in order, one after the other and inside
 * the operation that caused them: a listener must not take long, and what it throws stops
 * nothing but itself.
 */
interface LifecycleEvents {
  /** A call with good values asks the queue for its turn. */
  "call-accepted": [{ readonly fn: number }];
  "call-refused": [CallRefused];
  /** A call was given to its function. */
  "call-started": [{ readonly fn: number; readonly waitMs: number }];
  "call-ended": [CallEnded];
  /** Calls of one function start together; where it is batched, as a batch. */
  "run-started": [{ readonly fn: number; readonly size: number }];
  /** The function has really ended and its slot is free; its calls may have been answered long before. */
  "run-ended": [{ readonly fn: number }];
  "session-opened": [];
  "session-closed": [];
  /** A page has opened its socket, or the event stream that stands in for one. */
  "socket-opened": [];
  "socket-closed": [];
}

/** Where a gateway says what happens; logs, metrics and the monitor listen. */
export type Lifecycle = EventEmitter<LifecycleEvents>;

type Listener = (told: unknown) => void;

/** A place where nobody has listened yet. */
export function createLifecycle(boundary: Boundary): Lifecycle {
  const lifecycle: Lifecycle = new EventEmitter();
  const on = lifecycle.on.bind(lifecycle) as (name: string, listener: Listener) => Lifecycle;
  // Each for itself: one that throws keeps no other from hearing.
  const bounded = (name: string, listener: Listener): Lifecycle =>
    on(name, (told) => {
      try {
        listener(told);
      } catch (error) {
        boundary.caught(error);
      }
    });
  lifecycle.on = bounded as Lifecycle["on"];
  return lifecycle;
}

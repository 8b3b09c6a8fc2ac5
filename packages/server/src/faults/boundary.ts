import type { Clock } from "../clock/clock.ts";
import type { FaultLog } from "./fault-log.ts";

/** Keeps what one task throws from all others. */
export interface Boundary {
  /** Does a task: what it throws, or rejects with, is logged, and `cut` ends what it came by, such as a connection. */
  run(task: () => unknown, cut?: (error: unknown) => void): void;
  /** A listener whose every call is such a task. */
  wrap<Given extends readonly unknown[]>(
    listener: (...given: Given) => unknown,
    cut?: (error: unknown) => void,
  ): (...given: Given) => void;
  /** Takes what was thrown elsewhere. */
  caught(error: unknown, cut?: (error: unknown) => void): void;
}

/** A boundary that tells the log. Nothing leaves it: not even what `cut` or the log throws. */
export function createBoundary(log: FaultLog): Boundary {
  const tell = (error: unknown): void => {
    try {
      log(error);
    } catch {
      // Who cannot be told cannot be helped either.
    }
  };
  const caught: Boundary["caught"] = (error, cut) => {
    tell(error);
    try {
      cut?.(error);
    } catch (another) {
      tell(another);
    }
  };
  const run: Boundary["run"] = (task, cut) => {
    try {
      const made = task();
      if (made instanceof Promise) made.then(undefined, (error: unknown) => caught(error, cut));
    } catch (error) {
      caught(error, cut);
    }
  };
  return {
    run,
    caught,
    wrap:
      (listener, cut) =>
      (...given) =>
        run(() => listener(...given), cut),
  };
}

/** A clock each of whose tasks is done within the boundary. */
export function boundedClock(clock: Clock, boundary: Boundary): Clock {
  return {
    now: () => clock.now(),
    after: (ms, task) => clock.after(ms, () => boundary.run(task)),
  };
}

import type { Clock } from "../clock/clock.ts";
import { FunctionTally, type TalliedFunction } from "./function-tally.ts";
import type { Lifecycle } from "../context/lifecycle.ts";

/** What an observer is made of. */
export interface ObserverOptions {
  readonly lifecycle: Lifecycle;
  readonly functions: readonly TalliedFunction[];
  readonly clock: Pick<Clock, "now">;
}

/** Counts what happens in a gateway, in memory that does not grow with the calls. */
export class Observer {
  readonly functions: ReadonlyMap<number, FunctionTally>;
  /** Refused calls of functions that the app does not have. */
  readonly unknown: FunctionTally = new FunctionTally({ id: -1, label: "unknown", group: "unknown", batch: false });
  readonly beganAt: number;
  sessions = 0;
  sessionsOpened = 0;
  sockets = 0;
  socketsOpened = 0;

  constructor({ lifecycle, functions, clock }: ObserverOptions) {
    this.functions = new Map(functions.map((fn) => [fn.id, new FunctionTally(fn)]));
    this.beganAt = clock.now();
    lifecycle.on("call-accepted", ({ fn }) => {
      const tally = this.#tally(fn);
      tally.accepted += 1;
      tally.waiting += 1;
      const slot = tally.recent.at(clock.now());
      if (tally.waiting > slot.mostWaiting) slot.mostWaiting = tally.waiting;
    });
    lifecycle.on("call-refused", ({ fn, reason, accepted }) => {
      const tally = this.#tally(fn);
      if (accepted) tally.waiting -= 1;
      tally.refusals.set(reason, (tally.refusals.get(reason) ?? 0) + 1);
      tally.recent.at(clock.now()).refused += 1;
    });
    lifecycle.on("call-started", ({ fn, waitMs }) => {
      const tally = this.#tally(fn);
      tally.waiting -= 1;
      tally.wait.add(waitMs);
      tally.recent.at(clock.now()).wait.add(waitMs);
    });
    lifecycle.on("call-ended", ({ fn, status, error, runMs }) => {
      const tally = this.#tally(fn);
      const slot = tally.recent.at(clock.now());
      if (runMs === null) tally.waiting -= 1;
      else {
        tally.run.add(runMs);
        slot.run.add(runMs);
      }
      slot.ended += 1;
      if (status === "done") tally.done += 1;
      else if (status === "cancelled") {
        tally.cancelled += 1;
        slot.cancelled += 1;
      } else {
        const code = error ?? "failed";
        tally.errors.set(code, (tally.errors.get(code) ?? 0) + 1);
        slot.failed += 1;
      }
    });
    lifecycle.on("run-started", ({ fn, size }) => {
      const tally = this.#tally(fn);
      tally.running += 1;
      if (!tally.fn.batch) return;
      tally.batches.add(size);
      const slot = tally.recent.at(clock.now());
      slot.batches += 1;
      slot.batchedCalls += size;
    });
    lifecycle.on("run-ended", ({ fn }) => {
      this.#tally(fn).running -= 1;
    });
    lifecycle.on("session-opened", () => {
      this.sessions += 1;
      this.sessionsOpened += 1;
    });
    lifecycle.on("session-closed", () => {
      this.sessions -= 1;
    });
    lifecycle.on("socket-opened", () => {
      this.sockets += 1;
      this.socketsOpened += 1;
    });
    lifecycle.on("socket-closed", () => {
      this.sockets -= 1;
    });
  }

  /** Runs that have not ended, by group: what counts against its limit. */
  runningByGroup(): ReadonlyMap<string, number> {
    const running = new Map<string, number>();
    for (const tally of this.functions.values()) {
      running.set(tally.fn.group, (running.get(tally.fn.group) ?? 0) + tally.running);
    }
    return running;
  }

  #tally(fn: number): FunctionTally {
    return this.functions.get(fn) ?? this.unknown;
  }
}

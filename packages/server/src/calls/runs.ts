import type { ErrorData, JsonValue } from "@vitrine/protocol";
import type { CallEnd, CancelReason, FromRunner, Note } from "../channel/messages.ts";
import { RunTimes } from "./run-times.ts";
import type { Call } from "./call.ts";
import type { CallArchive } from "./call-archive.ts";
import { adoptFiles, holdShown, holdValues } from "./call-files.ts";
import type { GatewayContext } from "../context/gateway-context.ts";
import { faulty } from "./lost-calls.ts";
import { runCallOf } from "./run-call.ts";
import { TurnoverMap } from "../collections/turnover-map.ts";

interface Run {
  readonly fn: number;
  readonly label: string;
  readonly calls: readonly Call[];
  /** Units of credit that were read and not given back yet. */
  owed: number;
  stopWarning: (() => void) | null;
  /** Ends of calls that were received and are told once all that came with them was received. */
  ends: CallEndMessage[];
}

type CallEndMessage = Extract<FromRunner, { readonly msg: "call-end" }>;

/** How a call ends, seen from the gateway. */
export type Ending =
  | { readonly status: "done" }
  | { readonly status: "cancelled" }
  | { readonly status: "error"; readonly error: ErrorData };

const creditBatch = 16;
const patienceMs = 10_000;
const unanswered: ErrorData = { code: "failed", message: "The function ended without an answer. Try again." };

function mayRunAgain({ fn, attempt, state, input }: Call): boolean {
  return fn.idempotent && attempt === 1 && state === "running" && input !== null;
}

/** What functions are doing: their runs, and what they say becomes events of calls. */
export class Runs {
  readonly #context: GatewayContext;
  readonly #archive: CallArchive;
  readonly #runs = new TurnoverMap<number, Run>();
  readonly #times = new RunTimes();
  #onRunEnd: (run: number, again: readonly string[]) => void = () => {};
  #onRunBegin: (calls: readonly Call[]) => void = () => {};
  #whenIdle: (() => void)[] = [];

  constructor(context: GatewayContext, archive: CallArchive) {
    this.#context = context;
    this.#archive = archive;
  }

  /** Who is told that a run's function has really ended, and which of its calls must run once more. */
  onRunEnd(listener: (run: number, again: readonly string[]) => void): void {
    this.#onRunEnd = listener;
  }

  /** Who is told that the function of a run that had to wait for a thread begins. */
  onRunBegin(listener: (calls: readonly Call[]) => void): void {
    this.#onRunBegin = listener;
  }

  /** Gives calls of one function to it. */
  start(run: number, fn: number, calls: readonly Call[]): void {
    const label = calls[0]?.fn.label ?? `function ${fn}`;
    const { lifecycle, clock, boundary } = this.#context;
    const now = clock.now();
    this.#context.post({
      msg: "run",
      run,
      fn,
      calls: calls.map(runCallOf),
    });
    this.#runs.set(run, { fn, label, calls, owed: 0, stopWarning: null, ends: [] });
    for (const call of calls) call.inRun = true;
    lifecycle.emit("run-started", { fn, size: calls.length });
    for (const call of calls) {
      boundary.run(
        () => this.#started(call, calls.length, now),
        () => this.#spoilCall(run, call),
      );
    }
  }

  #started(call: Call, batchSize: number, now: number): void {
    if (!call.fn.idempotent || call.attempt > 1) call.input = null;
    // To its visitor a call that runs a second time has been running all along.
    if (call.state !== "waiting") return;
    call.state = "running";
    call.startedAt = now;
    call.batchSize = batchSize;
    this.#context.lifecycle.emit("call-started", { fn: call.fn.id, waitMs: now - call.acceptedAt });
    call.position = null;
    call.log.append({ msg: "started", etaMs: this.#times.mean(call.fn.id), generator: call.fn.types.generator });
    this.#grown(call);
  }

  /** Tells a function that a call of its run was cancelled. */
  abort(run: number, call: string, reason: CancelReason): void {
    this.#context.post({ msg: "cancel", run, call, reason });
    const entry = this.#runs.get(run);
    if (entry === undefined || entry.stopWarning !== null || entry.calls.some(({ state }) => state !== "ended")) return;
    entry.stopWarning = this.#context.clock.after(patienceMs, () => {
      const text =
        `${entry.label} was told to stop ${patienceMs / 1000} s ago and still runs, so it keeps its place among those ` +
        `that may run at once. Let it heed its signal, or give it thread: true, so that it can be ended.`;
      this.#context.log({ level: "warning", text });
    });
  }

  /** Takes what the functions say. */
  receive(message: FromRunner): void {
    if (!("run" in message)) return;
    const run = this.#runs.get(message.run);
    if (run === undefined) return;
    if (message.msg === "run-begin") return this.#onRunBegin(run.calls);
    if (message.msg === "run-end") return this.#runEnded(message.run, run, message);
    if (message.msg === "call-end") return this.#endSoon(run, message);
    const call = this.#archive.find(message.call);
    if (message.msg === "yield") adoptFiles(this.#context.store, message.files, call);
    if (message.msg === "yield") this.#credit(message.run, run, message.cost);
    if (call === undefined || call.state !== "running" || !run.calls.includes(call)) return;
    if (message.msg === "yield") this.#values(call, message.values);
    else this.#note(call, message.note);
  }

  /** A run could not be given to its function, by a fault of ours: its calls end with an error, and its place is free. */
  neverBegan(run: number, calls: readonly Call[]): void {
    const { boundary } = this.#context;
    this.#leaveRun(calls);
    for (const call of calls) boundary.run(() => this.end(call, { status: "error", error: faulty }));
    this.#onRunEnd(run, []);
  }

  /** A message could not be taken, by a fault of ours: the call that it is about ends with an error. */
  spoil(message: FromRunner): void {
    const call = "call" in message ? this.#archive.find(message.call) : undefined;
    if (call !== undefined && "run" in message) this.#spoilCall(message.run, call);
  }

  #spoilCall(run: number, call: Call): void {
    this.end(call, { status: "error", error: faulty });
    this.abort(run, call.id, "user");
  }

  /** Ends a call; nothing happens for one that has ended. */
  end(call: Call, ending: Ending): void {
    if (call.state === "ended") return;
    const now = this.#context.clock.now();
    const runMs = call.state === "running" ? now - call.startedAt : null;
    const ranMs = Math.round(runMs ?? 0);
    call.state = "ended";
    call.endedAt = now;
    call.input = null;
    call.position = null;
    call.progress = null;
    call.stopGrace?.();
    call.stopGrace = null;
    call.stopLimit?.();
    call.stopLimit = null;
    call.session.usedAt = now;
    call.end = { ranMs, ...ending };
    call.log.append({ msg: "end", ...call.end });
    holdShown(this.#context.store, call);
    this.#archive.ended(call);
    this.#grown(call);
    this.#context.lifecycle.emit("call-ended", {
      id: call.id,
      fn: call.fn.id,
      session: call.session.hash,
      user: call.session.visitor.caller.user,
      status: ending.status,
      error: ending.status === "error" ? ending.error.code : null,
      waitMs: (runMs === null ? now : call.startedAt) - call.acceptedAt,
      runMs,
      batchSize: call.batchSize,
    });
  }

  /** Resolves when no function runs any more. */
  idle(): Promise<void> {
    if (this.#runs.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  /** When to try again after the queue was full, in milliseconds. */
  retryAfterMs(fn: number): number {
    return Math.min(60_000, Math.max(1000, this.#times.mean(fn) ?? 5000));
  }

  #values(call: Call, values: readonly JsonValue[]): void {
    if (!call.log.appendValues(values)) return;
    holdValues(this.#context.store, call, values);
    this.#grown(call);
  }

  #note(call: Call, note: Note): void {
    if (note.kind === "progress") {
      call.progress = { msg: "progress", call: call.id, bars: note.bars };
      for (const listener of call.listeners) listener.tellState(call.log, call.progress);
      return;
    }
    const { kind: _kind, ...event } = note;
    call.log.append({ msg: "log", ...event });
    this.#grown(call);
  }

  // The end of a run comes with the ends of its calls, and the next run must not wait until all of them are told.
  #endSoon(run: Run, message: CallEndMessage): void {
    if (run.ends.push(message) === 1) queueMicrotask(() => this.#tellEnds(run));
  }

  #tellEnds(run: Run): void {
    const { ends } = run;
    run.ends = [];
    for (const message of ends) {
      this.#context.boundary.run(
        () => this.#endNow(run, message),
        () => this.spoil(message),
      );
    }
  }

  #endNow(run: Run, { call: id, end, files }: CallEndMessage): void {
    const call = this.#archive.find(id);
    adoptFiles(this.#context.store, files, call);
    if (call?.state === "running" && run.calls.includes(call)) this.#callEnded(call, end);
  }

  #callEnded(call: Call, end: CallEnd): void {
    if (end.status === "done" && end.values !== null) this.#values(call, end.values);
    this.end(call, end.status === "done" ? { status: "done" } : end);
  }

  #runEnded(id: number, run: Run, { ms, crash }: { readonly ms: number; readonly crash?: ErrorData }): void {
    run.stopWarning?.();
    this.#runs.delete(id);
    this.#times.add(run.fn, ms);
    if (crash === undefined) this.#free(id, run, []);
    this.#tellEnds(run);
    const again = crash === undefined ? [] : run.calls.filter(mayRunAgain);
    for (const call of again) call.attempt = 2;
    this.#leaveRun(run.calls);
    for (const call of run.calls) {
      if (!again.includes(call)) this.end(call, { status: "error", error: crash ?? unanswered });
    }
    if (crash !== undefined) this.#free(id, run, again);
    if (this.#runs.size > 0) return;
    const waiting = this.#whenIdle;
    this.#whenIdle = [];
    for (const resolve of waiting) resolve();
  }

  /** No run has these calls any more; their inputs are gone where they have ended. */
  #leaveRun(calls: readonly Call[]): void {
    for (const call of calls) {
      call.inRun = false;
      if (call.state === "ended") this.#archive.freeInput(call);
    }
  }

  #free(id: number, run: Run, again: readonly Call[]): void {
    this.#context.lifecycle.emit("run-ended", { fn: run.fn });
    this.#onRunEnd(
      id,
      again.map((call) => call.id),
    );
  }

  // Credit goes back when a yield was read: later values may replace those that a slow page has not taken yet.
  #credit(id: number, run: Run, cost: number): void {
    run.owed += cost;
    if (run.owed < creditBatch) return;
    this.#context.post({ msg: "ack", run: id, count: run.owed });
    run.owed = 0;
  }

  #grown(call: Call): void {
    for (const listener of call.listeners) listener.notify(call.log);
    this.#archive.grown(call);
  }
}

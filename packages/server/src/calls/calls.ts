import type { CallPosition, ClientMessage, ErrorData } from "@vitrine/protocol";
import type { AbortEffect, QueueBackend, QueueEvents, RefuseEffect, StartEffect } from "../queue/queue-backend.ts";
import type { BatchSettings, Position } from "../queue/effects.ts";
import { checkBatchSettings } from "../app-model/batch-options.ts";
import { jsonWeight } from "../budgets/json-weight.ts";
import type { Admit } from "../admission/admit.ts";
import { Call } from "./call.ts";
import type { CallRules, NewCall } from "./call-rules.ts";
import type { CallArchive } from "./call-archive.ts";
import type { GatewayContext } from "../context/gateway-context.ts";
import { inputsFull, queueFull, ranTooLong, stopping, waitedTooLong } from "../admission/limit-errors.ts";
import type { Listener } from "./listener.ts";
import type { Asks } from "../admission/script-questions.ts";
import type { RateLimits } from "../admission/rate-limits.ts";
import { refuse } from "./refuse.ts";
import { runCallOf } from "./run-call.ts";
import type { Runs } from "./runs.ts";
import type { Session } from "./session.ts";

/** What calls are made of. */
export interface CallsOptions {
  readonly context: GatewayContext;
  readonly admit: Admit;
  readonly archive: CallArchive;
  readonly runs: Runs;
  readonly asks: Asks;
  readonly rates: RateLimits;
}

// What an open call takes beside its input, about.
const callBytes = 4096;

/** The life of calls from their admission to the queue's and the visitor's words; what functions say is `Runs`'. */
export class Calls implements QueueEvents {
  readonly #context: GatewayContext;
  readonly #admit: Admit;
  readonly #archive: CallArchive;
  readonly #runs: Runs;
  readonly #asks: Asks;
  readonly #rates: RateLimits;
  #queue: QueueBackend | null = null;
  #stopping = false;

  constructor(options: CallsOptions) {
    this.#context = options.context;
    this.#admit = options.admit;
    this.#archive = options.archive;
    this.#runs = options.runs;
    this.#asks = options.asks;
    this.#rates = options.rates;
  }

  /** Joins the queue, which is made after its listener. */
  use(queue: QueueBackend): void {
    this.#queue = queue;
    this.#runs.onRunEnd((run, again) => queue.finish(run, again));
    this.#runs.onRunBegin((calls) => this.#limitRunning(calls));
  }

  /** Takes a call; the same id a second time is the same call. */
  submit(session: Session, message: Extract<ClientMessage, { msg: "call" }>, listener: Listener): void {
    const known = this.#archive.find(message.call);
    if (known !== undefined) return this.#again(known, session, listener);
    const call = this.accept(session, message, { disconnect: { graceMs: 30_000 } });
    if (call instanceof Call) this.follow(call, listener, -1);
    else refuse(listener, message.call, call);
  }

  /** Takes a new call that nobody listens to yet, or gives why not. */
  accept(session: Session, message: NewCall, rules: CallRules): Call | ErrorData {
    const refused = (error: ErrorData, accepted: boolean): ErrorData => {
      const { hash, visitor } = session;
      const { call: id, fn } = message;
      const user = visitor.caller.user;
      this.#context.lifecycle.emit("call-refused", { id, fn, session: hash, user, reason: error.code, accepted });
      return error;
    };
    if (this.#stopping) return refused(stopping, false);
    const admission = this.#admit(message.fn, message.data, session.visitor.caller.user);
    if (!admission.ok) return refused(admission.error, false);
    const now = this.#context.clock.now();
    const caller = this.#rates.callers.of(session.visitor, now);
    const tooOften = this.#rates.refusal(message.fn, caller, now);
    if (tooOften !== null) return refused(tooOften, false);
    const { counted = null } = session.visitor;
    const inputBytes = callBytes + jsonWeight(message.data) + jsonWeight(message.event ?? null);
    if (!this.#context.inputs.take(inputBytes, counted))
      return refused(inputsFull(this.#runs.retryAfterMs(message.fn)), false);
    const { callLogEvents: events, callLogBytes: bytes } = this.#context.settings.limits;
    const call = new Call({
      id: message.call,
      fn: admission.fn,
      session,
      input: { data: admission.data, event: message.event ?? null, files: admission.files },
      limits: { events, bytes },
      defaultRule: rules.disconnect,
      now,
    });
    call.inputBytes = inputBytes;
    call.inputOwner = counted;
    this.#archive.add(call);
    call.log.append({ msg: "accepted" });
    this.#context.lifecycle.emit("call-accepted", { fn: call.fn.id });
    try {
      this.#queue?.submit({ id: call.id, fn: call.fn.id, caller: caller.share });
    } catch {
      // Its log is forgotten, but its function has not ended yet.
      this.#archive.remove(call);
      const text = `The call ${call.id} still runs. Use a new random id for each call.`;
      return refused({ code: "bad-message", message: text }, true);
    }
    if (call.refusal !== null) return refused(call.refusal, true);
    this.#rates.note(message.fn, caller, now);
    if (call.state === "waiting") {
      this.#limit(call, call.fn.queueTimeoutMs, waitedTooLong);
      this.#askAbout(call);
    }
    if (rules.unheardMs !== undefined && call.disconnectRule !== "keep") {
      call.stopGrace = this.#context.clock.after(rules.unheardMs, () => this.#cancel(call, "disconnect"));
    }
    return call;
  }

  /** A call whose end was told needs no log any more; nothing happens for an open one. */
  forget(call: Call): void {
    if (call.state === "ended") this.#archive.remove(call);
  }

  /** A visitor has seen how these calls ended. Open calls, and those of others, stay. */
  seen(session: Session, ids: readonly string[]): void {
    for (const id of ids) {
      const call = this.#archive.findOf(session, id);
      if (call !== undefined) this.forget(call);
    }
  }

  /** A visitor wants a call no more. Does nothing for one that has ended or is another's. */
  cancel(session: Session, id: string): void {
    const call = this.#archive.findOf(session, id);
    if (call !== undefined) this.#cancel(call);
  }

  /** A page is back and says how far it has followed its calls; those that are not known end with `unknown`. */
  resume(session: Session, listener: Listener, positions: readonly CallPosition[], unknown: ErrorData): void {
    for (const { call: id, after } of positions) {
      const call = this.#archive.findOf(session, id);
      if (call !== undefined) this.follow(call, listener, Math.min(after, call.log.last));
      else listener.tell({ msg: "end", call: id, n: after + 1, status: "error", error: unknown, ranMs: 0 });
    }
  }

  /** A listener has left: open calls that nobody else follows get the time that their function grants. */
  leave(session: Session, listener: Listener): void {
    for (const call of this.#archive.allOf(session)) {
      if (!call.listeners.delete(listener)) continue;
      listener.leave(call.log);
      if (call.listeners.size > 0 || call.state === "ended" || call.disconnectRule === "keep") continue;
      this.#queue?.hold(call.id, true);
      const graceMs = call.disconnectRule === "cancel" ? 0 : call.disconnectRule.graceMs;
      call.stopGrace = this.#context.clock.after(graceMs, () => this.#cancel(call, "disconnect"));
    }
  }

  /** How the calls of a function gather now; null where it is not batched. */
  batchSettings(fn: number): BatchSettings | null {
    return this.#queue?.batchSettings(fn) ?? null;
  }

  /**
   * Changes how the calls of a batched function gather, those that wait included; what is left out stays. Throws a
   * `TypeError` or a `RangeError` for values that cannot work, and for a function that is not batched.
   */
  configure(fn: number, settings: Partial<BatchSettings>): void {
    checkBatchSettings(settings);
    if (this.batchSettings(fn) === null) throw new TypeError(`The function ${fn} gathers no batches.`);
    this.#queue?.configure(fn, settings);
  }

  /** Refuses new calls and ends those that wait. */
  stop(): void {
    this.#stopping = true;
    for (const call of this.#archive.open()) if (call.state === "waiting") this.#stopCall(call);
  }

  /** Ends those that run; their functions are told. */
  stopRunning(): void {
    for (const call of this.#archive.open()) this.#stopCall(call);
  }

  /** Ends every open call with an error, without a word to the functions, which are gone. Gives how many there were. */
  crash(error: ErrorData): number {
    this.#stopping = true;
    this.#queue?.close();
    const open = this.#archive.open();
    for (const call of open) this.#runs.end(call, { status: "error", error });
    return open.length;
  }

  start({ run, fn, calls }: StartEffect): void {
    const started = calls.flatMap((id) => this.#archive.find(id) ?? []);
    for (const call of started) call.withdrawQuestion();
    try {
      this.#runs.start(run, fn, started);
    } catch (error) {
      return this.#context.boundary.caught(error, () => this.#runs.neverBegan(run, started));
    }
    // A thread may have to import the script first, which is not the function's time.
    this.#limitRunning(started.filter((call) => !call.fn.thread));
  }

  refuse({ call: id, waiting }: RefuseEffect): void {
    const call = this.#archive.find(id);
    if (call === undefined) return;
    this.#archive.remove(call);
    const error = queueFull(waiting, this.#runs.retryAfterMs(call.fn.id));
    call.refusal = error;
    for (const listener of call.listeners) refuse(listener, id, error);
  }

  abort({ run, call: id }: AbortEffect): void {
    this.#runs.abort(run, id, this.#archive.find(id)?.cancelReason ?? "user");
  }

  positions(list: readonly Position[]): void {
    for (const position of list) {
      const call = this.#archive.find(position.call);
      if (call === undefined || call.state !== "waiting") continue;
      const told = { msg: "position", ...position } as const;
      call.position = told;
      for (const listener of call.listeners) this.#context.boundary.run(() => listener.tellState(call.log, told));
    }
  }

  /** What the script says of a call that waits moves it when it comes; a call that has started by then stays as it is. */
  #askAbout(call: Call): void {
    if (!call.fn.hasCost && !call.fn.hasBatchKey) return;
    const question = { about: "call", fn: call.fn.id, call: runCallOf(call) } as const;
    call.question = this.#asks.ask(question, call.fn.label, ({ problems: _problems, ...answer }) => {
      call.question = null;
      if (call.state === "ended") this.#archive.freeInput(call);
      else this.#queue?.answer(call.id, answer);
    });
  }

  #again(call: Call, session: Session, listener: Listener): void {
    if (call.session === session) {
      if (!call.listeners.has(listener)) this.follow(call, listener, -1);
      return;
    }
    const text = `The call ${call.id} belongs to another tab. Use a new random id for each call.`;
    listener.tell({ msg: "problem", error: { code: "bad-message", message: text } });
  }

  /** A listener follows a call from behind event `after` on, beside those who do already. */
  follow(call: Call, listener: Listener, after: number): void {
    call.stopGrace?.();
    call.stopGrace = null;
    if (call.listeners.size === 0 && call.state === "waiting") this.#queue?.hold(call.id, false);
    call.listeners.add(listener);
    listener.follow(call.log, after);
    const state = call.state === "waiting" ? call.position : call.progress;
    if (call.state !== "ended" && state !== null) listener.tellState(call.log, state);
  }

  #limitRunning(calls: readonly Call[]): void {
    for (const call of calls) if (call.state === "running") this.#limit(call, call.fn.timeLimitMs, ranTooLong);
  }

  /** Ends a call that is in its present state for so long; null is no limit. */
  #limit(call: Call, ms: number | null, errorOf: (ms: number) => ErrorData): void {
    call.stopLimit?.();
    call.stopLimit = null;
    if (ms === null) return;
    call.stopLimit = this.#context.clock.after(ms, () => {
      call.cancelReason = "time-limit";
      this.#runs.end(call, { status: "error", error: errorOf(ms) });
      this.#queue?.cancel(call.id);
    });
  }

  #cancel(call: Call, reason: "user" | "disconnect" = "user"): void {
    if (call.state === "ended") return;
    call.cancelReason = reason;
    this.#runs.end(call, { status: "cancelled" });
    this.#queue?.cancel(call.id);
  }

  #stopCall(call: Call): void {
    if (call.state === "ended") return;
    call.cancelReason = "shutdown";
    this.#runs.end(call, { status: "error", error: stopping });
    this.#queue?.cancel(call.id);
  }
}

import { type MessagePort, MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import type { ErrorData } from "@vitrine/protocol";
import type { ChannelEnd } from "../channel/channel.ts";
import type { CancelReason, FromRunner, KeptChange, RunCall, ToRunner } from "../channel/messages.ts";
import { threadEnd } from "../channel/thread.ts";
import type { FunctionDescription } from "../app-model/description.ts";
import { hiddenErrorText } from "../base/errors.ts";
import type { Boundary } from "../faults/boundary.ts";
import type { LogLine } from "../base/log-line.ts";
import { type NativeRuns, stopNative } from "../settings/native-runs.ts";
import type { Clock } from "../clock/clock.ts";
import { explainCrash } from "./explain-crash.ts";
import type { FromThread, ImportCost, ToThread } from "../settings/thread-settings.ts";
import type { PreparedTask, ThreadPool } from "./thread-pool.ts";

/** What all runs in threads share. */
export interface ThreadRunTools {
  readonly pool: ThreadPool;
  readonly clock: Clock;
  readonly boundary: Boundary;
  /** How long a thread may take until it has the app, in milliseconds. */
  readonly startMs: number;
  readonly showError: boolean;
  readonly log: (line: LogLine) => void;
  /** 32 hexadecimal digits. */
  readonly randomId: () => string;
  /** Takes what the run says. */
  readonly deliver: (message: FromRunner) => void;
  /** What is kept for the sessions of these calls. */
  readonly keptFor: (calls: readonly RunCall[]) => readonly KeptChange[];
  readonly onKept: (change: KeptChange) => void;
  readonly onImport: (cost: ImportCost) => void;
  /** A thread was ended because its function did not heed its signal. */
  readonly onKill: (fn: FunctionDescription) => void;
  /** The run has really ended. */
  readonly onEnd: (run: number) => void;
}

type RunMessage = Extract<ToRunner, { msg: "run" }>;

// So long a function that was told to stop may take, for its `finally`; then its thread ends.
const graceMs = 500;
const idDigits = 8;
const nativeStepMs = 20;
const longestNativeMs = 10_000;

/**
 * One run in a worker thread, up to its one end.
 *
 * | phase     | means                                            | a cancel of all calls           |
 * | --------- | ------------------------------------------------ | ------------------------------- |
 * | waiting   | for a thread                                     | takes it out                    |
 * | importing | the thread gets the app; the function knows nothing | ends it, the thread goes on  |
 * | running   | the function has it                              | tells it, ends the thread after |
 * | ended     | the gateway was told                             |                                 |
 */
export class ThreadRun {
  readonly #fn: FunctionDescription;
  readonly #tools: ThreadRunTools;
  readonly #run: number;
  readonly #open: Map<string, RunCall>;
  readonly #began: number;
  #phase: "waiting" | "importing" | "running" | "ended" = "waiting";
  #isCancelled = false;
  #failure: ErrorData | null = null;
  #channel: ChannelEnd<ToThread, FromThread> | null = null;
  #port: MessagePort | null = null;
  readonly #thread = new AbortController();
  #native: NativeRuns | null = null;
  #stopStarting: () => void = () => {};
  #stopGrace: () => void = () => {};

  constructor(message: RunMessage, fn: FunctionDescription, tools: ThreadRunTools) {
    this.#fn = fn;
    this.#tools = tools;
    this.#run = message.run;
    this.#open = new Map(message.calls.map((call) => [call.call, call]));
    this.#began = tools.clock.now();
    tools.boundary.run(
      () => this.#try(),
      () => this.#end(),
    );
  }

  acknowledge(message: Extract<ToRunner, { msg: "ack" }>): void {
    if (this.#phase === "running") this.#channel?.post(message);
  }

  /** A call is wanted no more. */
  cancel(call: string, reason: CancelReason): void {
    if (this.#phase === "ended") return;
    const isRunning = this.#phase === "running";
    if (isRunning) this.#channel?.post({ msg: "cancel", run: this.#run, call, reason });
    this.#isCancelled = true;
    this.#open.delete(call);
    if (this.#open.size > 0) return;
    if (isRunning) return this.#killLater();
    // The function never began. The thread may go on with its import, for the next run.
    if (this.#phase === "waiting") this.#thread.abort();
    else this.#channel?.close();
    // A turn later, so that whoever cancels is not told within.
    setImmediate(this.#tools.boundary.wrap(() => this.#end()));
  }

  /** Nothing of the run is told any more. */
  abandon(): void {
    this.#phase = "ended";
    this.#stopGrace();
    this.#channel?.close();
  }

  /** Lets no model begin in the thread any more; gives whether none is under way. */
  stopNative(): boolean {
    return this.#native === null || stopNative(this.#native);
  }

  async #try(): Promise<void> {
    try {
      await this.#tools.pool.run(() => this.#prepare(), this.#thread.signal);
    } catch (error) {
      this.#lost(error);
    } finally {
      this.#stopStarting();
    }
  }

  #prepare(): PreparedTask {
    const { clock, startMs, keptFor, boundary } = this.#tools;
    const { port1, port2 } = new MessageChannel();
    this.#phase = "importing";
    this.#port = port1;
    this.#channel = threadEnd<ToThread, FromThread>(port1, {
      now: () => clock.now(),
      onRefused: (_, error) => boundary.caught(error),
    });
    this.#channel.onMessage(boundary.wrap((message: FromThread) => this.#receive(message)));
    // The thread gives up earlier by itself, where it can, and knows more.
    this.#stopStarting = clock.after(startMs, () => {
      this.#fail(`could not import the script within ${Math.round(startMs / 1000)} s`, "", "");
      this.#kill();
    });
    return { task: { port: port2, kept: keptFor([...this.#open.values()]) }, transfer: [port2] };
  }

  #receive(message: FromThread): void {
    if (this.#phase === "ended") return;
    switch (message.msg) {
      case "here":
        this.#native = message.native;
        return;
      case "began":
        return this.#begin(message.firstImport);
      case "unfit":
        this.#fail("could not import the script", message.why, message.text);
        return this.#kill();
      case "log":
        return this.#tools.log(message.line);
      case "state":
      case "component":
        return this.#tools.onKept(message);
      case "run-end":
        return this.#end();
      case "call-end":
        this.#open.delete(message.call);
        this.#tools.deliver(message);
        if (this.#open.size === 0 && this.#isCancelled) this.#killLater();
        return;
      case "ready":
      case "run-begin":
      case "yield":
      case "note":
      case "answer":
      case "pong":
        this.#tools.deliver(message);
    }
  }

  #begin(cost: ImportCost | null): void {
    this.#stopStarting();
    if (cost !== null) this.#tools.onImport(cost);
    this.#phase = "running";
    const calls = [...this.#open.values()];
    this.#tools.deliver({ msg: "run-begin", run: this.#run });
    this.#channel?.post({ msg: "run", run: this.#run, fn: this.#fn.id, calls });
  }

  #killLater(): void {
    this.#stopGrace();
    this.#stopGrace = this.#tools.clock.after(graceMs, () => {
      this.#tools.onKill(this.#fn);
      this.#kill();
    });
  }

  /** Ends the thread, as soon as it does nothing in native code. */
  #kill(left = longestNativeMs): void {
    if (left <= 0 || this.stopNative()) return this.#thread.abort();
    this.#stopGrace = this.#tools.clock.after(nativeStepMs, () => this.#kill(left - nativeStepMs));
  }

  /** The thread has ended under the run, or at its end, or was ended by us. */
  #lost(error: unknown): void {
    // What it said before may still be on its way.
    for (let late = this.#late(); late !== null; late = this.#late()) {
      for (const message of late) this.#receive(message);
    }
    if (this.#phase === "ended") return;
    if (this.#open.size > 0 && this.#failure === null) {
      const { visitor, operator, hidden } = explainCrash(error);
      const isFirst = [...this.#open.values()].every(({ attempt }) => attempt === 1);
      if (this.#phase === "running" && this.#fn.idempotent && isFirst) return this.#leave(visitor, operator);
      this.#fail(visitor, hidden, operator);
    }
    for (const call of this.#open.keys()) {
      const end = { status: "error", error: this.#failure! } as const;
      this.#tools.deliver({ msg: "call-end", run: this.#run, call, end, files: [] });
    }
    this.#end();
  }

  #late(): readonly FromThread[] | null {
    const received = this.#port === null ? undefined : receiveMessageOnPort(this.#port);
    return received === undefined ? null : (received.message as { many: readonly FromThread[] }).many;
  }

  /** Leaves the calls that are open to the queue, which runs each of them once more. */
  #leave(visitor: string, operator: string): void {
    const text = `${this.#fn.label}: its thread ${operator}. The function is idempotent and runs a second time.`;
    this.#tools.log({ level: "warning", text });
    this.#end({ code: "crashed", title: hiddenErrorText, message: `The function's thread ${visitor}. Try again.` });
  }

  /** What the calls that are open will be told, and one line for the operator. */
  #fail(what: string, hidden: string, operator: string): void {
    const id = this.#tools.randomId().slice(0, idDigits);
    this.#tools.log({ level: "error", text: `${this.#fn.label}: its thread ${operator || what} (${id}).` });
    const shown = this.#tools.showError && hidden !== "" ? `: ${hidden}` : ". Try again";
    this.#failure = { code: "crashed", title: hiddenErrorText, message: `The function's thread ${what}${shown}.`, id };
  }

  #end(crash?: ErrorData): void {
    if (this.#phase === "ended") return;
    this.abandon();
    const { deliver, onEnd, clock } = this.#tools;
    onEnd(this.#run);
    deliver({
      msg: "run-end",
      run: this.#run,
      ms: clock.now() - this.#began,
      ...(crash === undefined ? {} : { crash }),
    });
  }
}

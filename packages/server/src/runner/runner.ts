import type { AppDeclaration, FunctionDeclaration } from "../app-model/declaration.ts";
import type { ChannelEnd } from "../channel/channel.ts";
import type { CancelReason, FromRunner, Question, ToRunner } from "../channel/messages.ts";
import type { Boundary } from "../faults/boundary.ts";
import type { Limits } from "../budgets/limits.ts";
import { answerQuestion } from "./answers.ts";
import { Cancellation } from "./cancellation.ts";
import { CallRun } from "./call-run.ts";
import { Credit } from "./credit.ts";
import type { ErrorDesk } from "../base/print-error.ts";
import { createFileAccess } from "../files/file-access.ts";
import { untouched } from "./outputs.ts";
import { type PipelineTools, type Run, runFunction } from "./pipeline.ts";
import type { SessionState } from "./state/state.ts";
import { TurnWatch } from "./turn-watch.ts";
import { TurnoverMap } from "../collections/turnover-map.ts";

/** What a runner is made of. */
export interface RunnerOptions {
  readonly declaration: AppDeclaration;
  readonly channel: ChannelEnd<FromRunner, ToRunner>;
  /** Kept by the caller, so that a runner that follows another finds what was kept. */
  readonly state: SessionState;
  readonly errorDesk: ErrorDesk;
  readonly boundary: Boundary;
  /** Is told for how many milliseconds a part of a function held the thread, or of one of several. */
  readonly onHeld?: (suspects: readonly FunctionDeclaration[], ms: number) => void;
  readonly limits: Limits;
  /** Folder of the stored files. */
  readonly filesFolder: string;
  /** Milliseconds of a steady clock. */
  readonly now: () => number;
  /** Random hexadecimal digits, two a byte. */
  readonly randomHex: (bytes: number) => string;
}

/** Runs the functions of an app for the gateway at the other end of the channel. */
export interface Runner {
  /** Ends the run of a message that could not cross. */
  refused(message: FromRunner, error: unknown): void;
  /** Cancels every run; nothing of them is sent any more. */
  stop(): void;
}

const startCredit = 32;
// Starts of small functions share a turn for so long.
const longestStartsMs = 1;

const reasons: Readonly<Record<CancelReason, string>> = {
  user: "The call was cancelled by its visitor.",
  disconnect: "The call was cancelled: its visitor left.",
  "time-limit": "The call was cancelled: it ran over its time limit.",
  shutdown: "The call was cancelled: the server is stopping.",
};

type RunMessage = Extract<ToRunner, { msg: "run" }>;

/** Starts to answer the messages of the channel; the event loop turns between starts of functions that take a moment. */
export function createRunner(options: RunnerOptions): Runner {
  return new ChannelRunner(options);
}

class ChannelRunner implements Runner {
  readonly #options: RunnerOptions;
  readonly #functions: ReadonlyMap<number, FunctionDeclaration>;
  readonly #tools: PipelineTools;
  readonly #runs = new TurnoverMap<number, Run>();
  readonly #waiting: (() => void)[] = [];
  readonly #watch: TurnWatch | null = null;
  #pausing = false;
  #turnBegan = -Infinity;
  #stopped = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#functions = new Map(options.declaration.functions.map((fn) => [fn.id, fn]));
    const { onHeld = () => {}, now } = options;
    if (options.onHeld !== undefined) {
      const running = () => Array.from(this.#runs.values(), ({ declaration }) => declaration);
      const after = (ms: number, task: () => void): void => afterUnreferenced(ms, options.boundary.wrap(task));
      this.#watch = new TurnWatch({ now, after, running, onHeld });
    }
    this.#tools = {
      ...options,
      yieldLimit: options.limits.yield,
      onHeld: (declaration, ms) => {
        this.#watch?.explain(ms);
        onHeld([declaration], ms);
      },
    };
    options.channel.onMessage(options.boundary.wrap((message: ToRunner) => this.#receive(message)));
  }

  refused(message: FromRunner, error: unknown): void {
    if (!("call" in message)) return;
    const run = this.#runs.get(message.run);
    if (run === undefined) return;
    const data = this.#options.errorDesk(error, run.declaration.label);
    for (const call of run.calls) {
      if (call.call.call === message.call) call.refuse(data);
    }
    this.#abortIfIdle(run, error);
  }

  stop(): void {
    this.#stopped = true;
    this.#waiting.length = 0;
    for (const run of this.#runs.values()) {
      for (const call of run.calls) call.cancel(cancelled("shutdown"));
      run.cancellation.abort(cancelled("shutdown"));
    }
  }

  #receive(message: ToRunner): void {
    if (this.#stopped) return;
    switch (message.msg) {
      case "run":
        this.#open(message);
        break;
      case "ack":
        this.#runs.get(message.run)?.credit.give(message.count);
        break;
      case "cancel":
        this.#cancel(message.run, message.call, message.reason);
        break;
      case "ask":
        this.#options.boundary.run(() => this.#answer(message.ask, message.question));
        break;
      case "forget":
        this.#options.state.forget(message.sessions);
        break;
      case "ping":
        this.#post({ msg: "pong" });
        break;
      case "state":
      case "component":
        this.#options.state.accept(message);
        break;
    }
  }

  async #answer(ask: number, question: Question): Promise<void> {
    this.#post({ msg: "answer", ask, answer: await answerQuestion(question, this.#options) });
  }

  #open({ run: id, fn, calls }: RunMessage): void {
    const declaration = this.#functions.get(fn);
    if (declaration === undefined)
      throw new Error(`The gateway asked for function ${fn}, which the app does not have.`);
    const { limits, filesFolder, randomHex } = this.#options;
    const callRuns = calls.map(
      (call) =>
        new CallRun(call, {
          run: id,
          post: (message) => this.#post(message),
          files: ({ files }, collect) => createFileAccess({ files, folder: filesFolder, randomHex, collect }),
          limits,
          untouched: untouched(declaration),
        }),
    );
    const run: Run = {
      declaration,
      // A run of one call ends with it.
      cancellation: callRuns.length === 1 ? callRuns[0]!.cancellation : new Cancellation(),
      credit: new Credit(startCredit),
      calls: callRuns,
    };
    this.#runs.set(id, run);
    this.#waiting.push(() => {
      this.#options.boundary.run(
        () => this.#run(id, run),
        (error) => this.#spoil(id, run, error),
      );
    });
    this.#startNext();
  }

  /**
   * Starts those that wait one after another. Back-to-back functions that never wait would keep the sockets of this
   * thread from theirs, so that the next start waits for a turn of the event loop once those before it took a moment.
   */
  #startNext(): void {
    if (this.#pausing) return;
    const start = this.#waiting.shift();
    if (start === undefined) return;
    this.#pausing = true;
    const now = this.#options.now();
    if (now - this.#turnBegan >= longestStartsMs) this.#turnBegan = now;
    start();
    // Behind all that the function does without waiting for anything.
    queueMicrotask(() => process.nextTick(() => this.#started()));
  }

  #started(): void {
    if (this.#options.now() - this.#turnBegan < longestStartsMs) return this.#goOn();
    setImmediate(() => {
      this.#turnBegan = this.#options.now();
      this.#goOn();
    });
  }

  #goOn(): void {
    this.#pausing = false;
    this.#startNext();
  }

  async #run(id: number, run: Run): Promise<void> {
    const began = this.#options.now();
    this.#watch?.begin(run.declaration);
    if (!run.cancellation.aborted) await runFunction(run, this.#tools);
    this.#runs.delete(id);
    this.#post({ msg: "run-end", run: id, ms: this.#options.now() - began });
  }

  /** By a fault of ours: nobody waits for its end in vain. */
  #spoil(id: number, run: Run, error: unknown): void {
    const data = this.#options.errorDesk(error, run.declaration.label);
    for (const call of run.calls) call.refuse(data);
    if (this.#runs.delete(id)) this.#post({ msg: "run-end", run: id, ms: 0 });
  }

  #cancel(id: number, callId: string, reason: CancelReason): void {
    const run = this.#runs.get(id);
    const call = run?.calls.find((one) => one.call.call === callId);
    if (run === undefined || call === undefined) return;
    call.cancel(cancelled(reason));
    this.#abortIfIdle(run, cancelled(reason));
  }

  /** A run goes on as long as one of its calls does. */
  #abortIfIdle(run: Run, reason: unknown): void {
    if (run.calls.every(({ ended }) => ended)) run.cancellation.abort(reason);
  }

  #post(message: FromRunner): void {
    if (this.#stopped) return;
    const { channel } = this.#options;
    try {
      // The end of a run mostly comes right behind those of its calls, and one crossing is quicker than two.
      if (message.msg === "call-end") channel.postSoon(message);
      else channel.post(message);
    } catch (error) {
      this.refused(message, error);
    }
  }
}

function afterUnreferenced(ms: number, task: () => void): void {
  setTimeout(task, ms).unref();
}

function cancelled(reason: CancelReason): DOMException {
  return new DOMException(reasons[reason], "AbortError");
}

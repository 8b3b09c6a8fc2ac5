import { basename } from "node:path";
import type { ChannelEnd } from "../channel/channel.ts";
import type { FromRunner, KeptChange, ToRunner } from "../channel/messages.ts";
import type { FunctionDescription } from "../app-model/description.ts";
import type { Boundary } from "../faults/boundary.ts";
import type { LogLine } from "../base/log-line.ts";
import type { GatewaySettings } from "../settings/gateway-settings.ts";
import type { Clock } from "../clock/clock.ts";
import { printError } from "../base/print-error.ts";
import { threadEntry } from "../source.ts";
import { KeptChanges } from "./state-changes.ts";
import type { ImportCost, ThreadSettings } from "../settings/thread-settings.ts";
import { ThreadPool } from "./thread-pool.ts";
import { ThreadRun, type ThreadRunTools } from "./thread-run.ts";
import { TurnoverMap } from "../collections/turnover-map.ts";

/** What the threads of an app are made of. */
export interface ThreadRunsOptions {
  /** The gateway's end of the channel to the script's own thread. */
  readonly channel: ChannelEnd<ToRunner, FromRunner>;
  readonly settings: GatewaySettings;
  readonly threads: ThreadSettings;
  readonly clock: Clock;
  readonly log: (line: LogLine) => void;
  readonly boundary: Boundary;
  /** 32 hexadecimal digits. */
  readonly randomId: () => string;
}

const nativeStepMs = 20;
const nativeSteps = 100;
const megabyte = 1024 * 1024;

/**
 * A channel to the functions wherever they run: those with `thread: true` in worker threads, which belong to the gateway
 * so that they answer while another function holds the script's thread, all others there.
 */
export class ThreadRuns implements ChannelEnd<ToRunner, FromRunner> {
  readonly #options: ThreadRunsOptions;
  readonly #kept = new KeptChanges();
  readonly #functions = new Map<number, FunctionDescription>();
  readonly #runs = new TurnoverMap<number, ThreadRun>();
  readonly #killed = new Set<number>();
  readonly #pool: ThreadPool;
  readonly #tools: ThreadRunTools;
  readonly #memoryBefore = process.memoryUsage.rss();
  #hasImported = false;
  #deliver: (message: FromRunner) => void = () => {};

  constructor(options: ThreadRunsOptions) {
    this.#options = options;
    const { settings, threads, channel, clock, boundary, log, randomId } = options;
    const { app } = threads;
    this.#pool = new ThreadPool({
      maxThreads: threads.maxThreads,
      idleMs: threads.idleMs,
      entry: threadEntry("threads/thread-entry"),
      data: { app, limits: settings.limits, filesFolder: settings.filesFolder },
      onIdleCrash: (error) =>
        log({ level: "error", text: `A worker thread without a call was ended: ${printError(error)}` }),
    });
    this.#tools = {
      clock,
      boundary,
      log,
      randomId,
      startMs: app.startMs + app.lateMs,
      showError: app.showError,
      pool: this.#pool,
      deliver: (message) => this.#deliver(message),
      keptFor: (calls) => [...new Set(calls.map(({ caller }) => caller.session))].flatMap((one) => this.#kept.of(one)),
      onKept: (change) => {
        this.#kept.add(change);
        channel.post(change);
      },
      onImport: (cost) => this.#tellCost(cost),
      onKill: (fn) => this.#tellKill(fn),
      onEnd: (run) => this.#runs.delete(run),
    };
  }

  post(message: ToRunner): void {
    switch (message.msg) {
      case "run": {
        const fn = this.#functions.get(message.fn);
        if (fn === undefined) break;
        this.#runs.set(message.run, new ThreadRun(message, fn, this.#tools));
        return;
      }
      case "ack":
      case "cancel": {
        const run = this.#runs.get(message.run);
        if (run === undefined) break;
        if (message.msg === "ack") run.acknowledge(message);
        else run.cancel(message.call, message.reason);
        return;
      }
      case "forget":
        this.#kept.forget(message.sessions);
        break;
      case "ask":
      case "ping":
      case "state":
      case "component":
    }
    this.#options.channel.post(message);
  }

  onMessage(listener: (message: FromRunner) => void): void {
    this.#deliver = listener;
    this.#options.channel.onMessage((message) => {
      if (message.msg === "state" || message.msg === "component") return this.#keep(message);
      if (message.msg === "ready") {
        for (const fn of message.description.functions) if (fn.thread) this.#functions.set(fn.id, fn);
      }
      listener(message);
    });
  }

  postSoon(message: ToRunner): void {
    this.post(message);
  }

  receive(): void {
    this.#options.channel.receive();
  }

  onClose(listener: () => void): void {
    this.#options.channel.onClose(listener);
  }

  ref(): void {
    this.#options.channel.ref();
  }

  unref(): void {
    this.#options.channel.unref();
  }

  close(): void {
    this.#options.boundary.run(() => this.end());
    this.#options.channel.close();
  }

  /** Ends all threads. */
  async end(): Promise<void> {
    const runs = [...this.#runs.values()];
    this.#runs.clear();
    for (const run of runs) run.abandon();
    for (let step = 0; step < nativeSteps && !runs.every((run) => run.stopNative()); step++) {
      // oxlint-disable-next-line no-await-in-loop -- a model in a thread has to end first
      await new Promise<void>((resolve) => void this.#options.clock.after(nativeStepMs, resolve));
    }
    await this.#pool.close();
  }

  #keep(change: KeptChange): void {
    this.#kept.add(change);
  }

  #tellCost({ ms, heapBytes }: ImportCost): void {
    if (this.#hasImported) return;
    this.#hasImported = true;
    const { app, maxThreads } = this.#options.threads;
    // What the whole process has gained: a heap alone would miss code, stacks and what native packages take.
    const bytes = Math.max(heapBytes, process.memoryUsage.rss() - this.#memoryBefore);
    const text = `The first worker thread has imported ${basename(app.script.path)} in ${Math.round(ms)} ms; that took about ${Math.ceil(bytes / megabyte)} MB of memory, and each further thread (at most ${maxThreads}) takes as much.`;
    this.#options.log({ level: "info", text });
  }

  #tellKill(fn: FunctionDescription): void {
    if (this.#killed.has(fn.id)) return;
    this.#killed.add(fn.id);
    const text = `${fn.label} did not heed its signal in time, so its thread was ended; a new one will import the script again. Look at signal.aborted in loops to keep the thread.`;
    this.#options.log({ level: "warning", text });
  }
}

import type { MessagePort, WorkerOptions } from "node:worker_threads";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import { deferred, type Deferred } from "../base/deferred.ts";
import type { ThreadData, ThreadTask } from "../settings/thread-settings.ts";

/** What a pool is made of. */
export interface ThreadPoolOptions {
  readonly maxThreads: number;
  /** How long a thread without work is kept, in milliseconds. */
  readonly idleMs: number;
  /** The module whose default export serves a task. */
  readonly entry: { readonly url: URL; readonly options: WorkerOptions };
  /** What every thread is started with. */
  readonly data: ThreadData;
  /** Is told of what ended a thread that had no work. */
  readonly onIdleCrash: (error: Error) => void;
}

/** Work for a thread, as it is when its turn has come. */
export interface PreparedTask {
  readonly task: ThreadTask;
  readonly transfer: readonly MessagePort[];
}

/**
 * Threads that each do one task at a time. They are started when there is work for them, and end after a while without.
 * Tasks wait here and not in the pool behind: after an abort that one starts no thread for those who wait.
 */
export class ThreadPool {
  readonly #pool: Piscina<ThreadTask, void>;
  readonly #waiting: Deferred<void>[] = [];
  readonly #max: number;
  #busy = 0;

  constructor(options: ThreadPoolOptions) {
    this.#max = options.maxThreads;
    this.#pool = new Piscina<ThreadTask, void>({
      filename: fileURLToPath(options.entry.url),
      minThreads: 0,
      maxThreads: options.maxThreads,
      idleTimeout: options.idleMs,
      concurrentTasksPerWorker: 1,
      // Otherwise a thread without work would stand still, and with it the timers of the script.
      atomics: "disabled",
      recordTiming: false,
      argv: [...options.data.app.script.argv],
      execArgv: [...(options.entry.options.execArgv ?? []), ...options.data.app.script.execArgv],
      workerData: options.data,
    });
    this.#pool.on("error", (error: unknown) => options.onIdleCrash(error as Error));
  }

  /** How many threads there are. */
  get size(): number {
    return this.#pool.threads.length;
  }

  /**
   * Does a task once a thread is free; `prepare` is asked then. An abort takes it out, or ends its thread for good. Rejects
   * at an abort, and with what ended the thread.
   */
  async run(prepare: () => PreparedTask, signal: AbortSignal): Promise<void> {
    await this.#turn(signal);
    try {
      signal.throwIfAborted();
      const { task, transfer } = prepare();
      await this.#pool.run(task, { transferList: [...transfer], signal });
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#busy -= 1;
      else next.resolve();
    }
  }

  /** Ends all threads. */
  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  async #turn(signal: AbortSignal): Promise<void> {
    if (this.#busy < this.#max) {
      this.#busy += 1;
      return;
    }
    const turn = deferred();
    const leave = (): void => {
      const place = this.#waiting.indexOf(turn);
      if (place < 0) return;
      this.#waiting.splice(place, 1);
      turn.reject(signal.reason);
    };
    signal.addEventListener("abort", leave, { once: true });
    this.#waiting.push(turn);
    // Whoever ends gives its thread to the first who waits.
    await turn.promise.finally(() => signal.removeEventListener("abort", leave));
  }
}

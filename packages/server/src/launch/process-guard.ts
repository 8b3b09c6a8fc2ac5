import type { LogLine } from "../base/log-line.ts";
import { printError } from "../base/print-error.ts";
import { launches } from "./launches.ts";

/** What the process asks of an app that runs in it. */
export interface GuardedApp {
  close(): Promise<void>;
  lastWords(why: string): void;
  readonly log: (line: LogLine) => void;
}

// The listeners belong to the process, as does the list of its apps: two copies of this package share them.
const place = Symbol.for("vitrine.process-guard");
type Guarded = NodeJS.Process & { [place]?: ProcessGuard };

/**
 * From now on uncaught throws and unhandled rejections of the process are logged and survived, SIGINT and SIGTERM
 * close its apps, and its end is told to their visitors. Returns the undo; the process is Node's again after the last.
 */
export function guardProcess(app: GuardedApp): () => void {
  const guarded: Guarded = process;
  const guard = (guarded[place] ??= new ProcessGuard());
  guard.add(app);
  return () => {
    if (guard.remove(app)) delete guarded[place];
  };
}

/** Whether an app listens in this process, so that nothing uncaught ends it. */
export function isProcessGuarded(): boolean {
  return (process as Guarded)[place] !== undefined;
}

class ProcessGuard {
  readonly #apps = new Set<GuardedApp>();
  #stopping = false;

  add(app: GuardedApp): void {
    this.#apps.add(app);
    if (this.#apps.size > 1) return;
    process.on("uncaughtException", this.#onThrow);
    process.on("unhandledRejection", this.#onRejection);
    process.on("SIGINT", this.#onInterrupt);
    process.on("SIGTERM", this.#onTerminate);
    process.on("exit", this.#onExit);
  }

  /** Whether it was the last. */
  remove(app: GuardedApp): boolean {
    this.#apps.delete(app);
    if (this.#apps.size > 0 || this.#stopping) return false;
    process.off("uncaughtException", this.#onThrow);
    process.off("unhandledRejection", this.#onRejection);
    process.off("SIGINT", this.#onInterrupt);
    process.off("SIGTERM", this.#onTerminate);
    process.off("exit", this.#onExit);
    return true;
  }

  readonly #onThrow = (error: unknown): void => this.#log("error", `Uncaught, survived: ${printError(error)}`);

  readonly #onRejection = (reason: unknown): void => {
    if (launches().failures.has(reason)) return;
    this.#log("error", `Unhandled rejection, survived: ${printError(reason)}`);
  };

  readonly #onInterrupt = (): void => {
    if (this.#stopping) process.exit(130);
    void this.#stop();
  };

  readonly #onTerminate = (): void => void this.#stop();

  readonly #onExit = (code: number): void => {
    for (const app of this.#apps) app.lastWords(`The script ended with code ${code}.`);
  };

  async #stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#log("info", "Stopping: running calls have 10 s to end. Press Ctrl+C to stop at once.");
    await Promise.allSettled([...this.#apps].map((app) => app.close()));
    process.exit(0);
  }

  /** One app speaks for all, so that a line is not printed twice. */
  #log(level: LogLine["level"], text: string): void {
    const [first] = this.#apps;
    first?.log({ level, text });
  }
}

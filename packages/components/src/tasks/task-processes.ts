import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import type { childFile } from "../source.ts";
import { memorySignals } from "./process-watch.ts";
import { Turns, type Waiting } from "./turns.ts";

/** How tasks are done outside of this process. */
export interface TaskProcessesOptions {
  /** What a process runs: it answers each message, its task, by one message. */
  readonly file: ReturnType<typeof childFile>;
  /** Processes at once; others wait. */
  readonly processes: number;
  /** Milliseconds of one task, without its wait. */
  readonly timeLimitMs: number;
  /** Megabytes of objects that a process may hold. */
  readonly heapMb: number;
  /** Milliseconds that a process without a task is kept. */
  readonly idleMs: number;
}

/** A task that was ended because it took too long. */
export class TaskTimeout extends Error {}

/** A task whose process ended. */
export class TaskCrash extends Error {}

/** A task whose process ended because it held too much memory. */
export class TaskOverflow extends TaskCrash {}

/**
 * Processes for work on what visitors send. A task that never ends, or fills its memory, costs its process and nothing
 * else; a thread would not do, since one that is out of memory may end all of its process. Processes start with the
 * first task and end after a while without.
 */
export class TaskProcesses<Task extends object, Answer> {
  readonly #options: TaskProcessesOptions;
  readonly #idle = new Map<ChildProcess, NodeJS.Timeout>();
  readonly #turns: Turns;

  constructor(options: TaskProcessesOptions) {
    this.#options = options;
    this.#turns = new Turns(options.processes);
  }

  /**
   * Does a task once a process is free; owners take turns. Rejects with a `TaskTimeout`, a `TaskCrash` or `TaskOverflow`, or the reason of the
   * signal, which ends the process of a task that goes on: a decoder cannot be stopped otherwise.
   */
  run(task: Task, waiting: Waiting = {}): Promise<Answer> {
    return this.#turns.run(async () => this.#runIn(this.#take(), task, waiting.signal), waiting);
  }

  /** Ends the processes that have no task. */
  close(): void {
    for (const child of this.#idle.keys()) this.#end(child);
  }

  async #runIn(child: ChildProcess, task: Task, given?: AbortSignal): Promise<Answer> {
    const { timeLimitMs } = this.#options;
    const done = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    try {
      const answer = await new Promise<Answer>((resolve, reject) => {
        const { signal } = done;
        const late = (): void => reject(new TaskTimeout(`It took more than ${timeLimitMs} ms.`));
        timer = setTimeout(late, timeLimitMs);
        const answered = (told: unknown): void => resolve(told as Answer);
        const ended = (code: number | null, by: string | null): void => {
          const Crash = by !== null && memorySignals.has(by) ? TaskOverflow : TaskCrash;
          reject(new Crash(`It ended with ${code ?? by}.`));
        };
        child.once("message", answered).once("exit", ended);
        signal.addEventListener("abort", () => child.off("message", answered).off("exit", ended));
        given?.addEventListener("abort", () => reject(given.reason as Error), { signal });
        child.send(task, (error) => {
          if (error !== null) reject(error);
        });
      });
      this.#keep(child);
      return answer;
    } catch (error) {
      this.#end(child);
      throw error;
    } finally {
      clearTimeout(timer);
      done.abort();
    }
  }

  #take(): ChildProcess {
    for (const [child, timer] of this.#idle) {
      clearTimeout(timer);
      this.#idle.delete(child);
      child.ref();
      child.channel?.ref();
      return child;
    }
    const { file, heapMb } = this.#options;
    if (!existsSync(file.filename)) {
      throw new Error(
        `There is no ${file.filename}, which runs in a process of its own: keep the package vitrine out of the bundle.`,
      );
    }
    const child = fork(file.filename, {
      execArgv: [`--max-old-space-size=${heapMb}`, ...file.execArgv],
      env: { ...process.env, NODE_OPTIONS: "" },
      serialization: "advanced",
      // What it prints is of a decoder, about a visitor's file.
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    // What does not start ends, too.
    child.on("error", () => child.emit("exit", null, "error"));
    child.on("exit", () => this.#idle.delete(child));
    if (children.size === 0) process.once("exit", endChildren);
    children.add(child);
    return child;
  }

  #keep(child: ChildProcess): void {
    if (child.exitCode !== null || !child.connected) return this.#end(child);
    const timer = setTimeout(() => this.#end(child), this.#options.idleMs);
    timer.unref();
    this.#idle.set(child, timer);
    child.unref();
    child.channel?.unref();
  }

  #end(child: ChildProcess): void {
    clearTimeout(this.#idle.get(child));
    this.#idle.delete(child);
    children.delete(child);
    if (children.size === 0) process.off("exit", endChildren);
    child.kill("SIGKILL");
  }
}

// One that is busy would outlive this process.
const children = new Set<ChildProcess>();

function endChildren(): void {
  for (const child of children) child.kill("SIGKILL");
}

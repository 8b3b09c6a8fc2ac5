import { Worker } from "node:worker_threads";

/** What one task of a process may take. */
export interface TaskBounds {
  /** Bytes that the whole process may hold, whoever allotted them. */
  readonly memory: number;
  /** Milliseconds from now on. */
  readonly ms: number;
}

/** The signals by which a process ends that held too much memory: by its watch, and by Node where its own heap was full. */
export const memorySignals: ReadonlySet<string> = new Set(["SIGTERM", "SIGABRT"]);

/**
 * Ends its own process from a second thread, whatever the first one does: at a task that takes too much memory or time, and
 * when the process that started it is gone. A decoder holds its thread, and its memory is none that V8 bounds.
 */
export class ProcessWatch {
  // Bytes, and milliseconds since 1970; 0 is no bound.
  readonly #bounds = new Float64Array(new SharedArrayBuffer(2 * Float64Array.BYTES_PER_ELEMENT));

  constructor() {
    const workerData = { bounds: this.#bounds, parent: process.ppid };
    new Worker(watching, { eval: true, workerData, execArgv: [] }).unref();
  }

  /** A task begins. */
  begin({ memory, ms }: TaskBounds): void {
    this.#bounds.set([memory, Date.now() + ms]);
  }

  /** It ended. */
  end(): void {
    this.#bounds.fill(0);
  }
}

const watching = `
  const { bounds, parent } = require("node:worker_threads").workerData;
  setInterval(() => {
    const [memory, until] = bounds;
    if (process.ppid !== parent || (until > 0 && Date.now() > until)) process.kill(process.pid, "SIGKILL");
    else if (memory > 0 && process.memoryUsage.rss() > memory) process.kill(process.pid, "SIGTERM");
  }, 25);
`;

/** Times below which half, 95 and 99 of a hundred lie, in milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** How a batched function gathers its calls. */
export interface BatchSettings {
  readonly maxBatchSize: number;
  /** Milliseconds; `"adaptive"`: go at once when a slot is free, gather while busy. */
  readonly batchTimeoutMs: number | "adaptive";
}

/** What happened to a function's calls in one piece of the last quarter of an hour. */
export interface MonitorSlot {
  readonly ended: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly refused: number;
  /** The most that waited at once. */
  readonly waiting: number;
  /** Calls of a batch on average; null where none started. */
  readonly batchSize: number | null;
  /** null where none ended. */
  readonly run: Percentiles | null;
  /** null where none started. */
  readonly wait: Percentiles | null;
}

/** One function in the monitor. */
export interface MonitorFunction {
  readonly id: number;
  /** `/predict`. */
  readonly label: string;
  /** The name of the group that shares a limit: an id that functions share, or the function's own label. */
  readonly group: string;
  /** Runs of the group that have not ended, and how many there may be; null is no limit. */
  readonly groupRunning: number;
  readonly groupLimit: number | null;
  readonly waiting: number;
  readonly running: number;
  /** Calls that ended a second, over the last minute. */
  readonly rate: number;
  /** The last quarter of an hour in one. */
  readonly total: MonitorSlot;
  /** The same in pieces of `slotMs`, the oldest first; null where nothing happened. */
  readonly slots: readonly (MonitorSlot | null)[];
  /** null for a function that gathers no batches. */
  readonly batch: BatchSettings | null;
}

/** What the operator's page is told each time it asks. */
export interface MonitorData {
  readonly state: "ready" | "draining" | "gone";
  /** Milliseconds since the gateway began. */
  readonly upMs: number;
  readonly slotMs: number;
  /** How much of the last slot has passed, in milliseconds. */
  readonly slotElapsedMs: number;
  readonly sessions: number;
  readonly sockets: number;
  /** The longest delay of the gateway's event loop among the last 60 samples, in milliseconds; null before the first. */
  readonly gatewayDelayMs: number | null;
  /** How long the script took to answer, in milliseconds, or has not answered yet after a second. */
  readonly scriptDelayMs: number;
  readonly memoryBytes: number;
  /** Milliseconds of CPU since the process began. */
  readonly cpuMs: number;
  /** Whether whoever asks may change settings. */
  readonly mayChange: boolean;
  readonly functions: readonly MonitorFunction[];
}

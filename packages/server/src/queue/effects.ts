/** A call as the queue knows it. */
export interface QueueCall {
  readonly id: string;
  readonly fn: number;
  /** Whose share it takes: user, cookie or address. */
  readonly caller: string;
}

/** How the calls of a batched function gather. */
export interface BatchSettings {
  readonly maxBatchSize: number;
  readonly batchTimeoutMs: number | "adaptive";
}

/** A function as the queue knows it. */
export interface FunctionRule extends BatchSettings {
  readonly group: string;
  readonly batch: boolean;
}

export interface EngineOptions {
  readonly functions: Readonly<Record<number, FunctionRule>>;
  /** Calls at once, by group; null is no limit. */
  readonly groups: Readonly<Record<string, number | null>>;
  /** Calls that may wait, all groups together; null is no limit. */
  readonly maxSize: number | null;
}

/** What must now be done. */
export type Effect =
  | { readonly type: "start"; readonly run: number; readonly fn: number; readonly calls: readonly string[] }
  | { readonly type: "refuse"; readonly call: string; readonly reason: "queue-full"; readonly waiting: number }
  /** A running call was cancelled: tell the function. Its slot stays taken until the run's end. */
  | { readonly type: "abort"; readonly run: number; readonly call: string };

/** Where a waiting call stands. */
export interface Position {
  readonly call: string;
  /** Calls ahead, 0 is next. */
  readonly rank: number;
  /** Calls that wait in the group. */
  readonly size: number;
  /** Milliseconds to the result; null is unknown. */
  readonly etaMs: number | null;
}

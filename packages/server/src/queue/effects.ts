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
  /** Whether only calls with the same key share a batch; `answer` says which key a call has. */
  readonly keyed?: boolean;
  /** Running calls of one caller of this function; null is no limit. */
  readonly perCallerLimit?: number | null;
  /** Whether its calls do not count among those of their callers. */
  readonly unlimited?: boolean;
}

export interface EngineOptions {
  readonly functions: Readonly<Record<number, FunctionRule>>;
  /** Calls at once, by group; null is no limit. */
  readonly groups: Readonly<Record<string, number | null>>;
  /** Calls that may wait, by group; none is no limit. */
  readonly groupSizes?: Readonly<Record<string, number | null>>;
  /** Running calls of one caller in all groups together; null is no limit. */
  readonly perCallerLimit?: number | null;
  /** Calls that may wait, all groups together; null is no limit. */
  readonly maxSize: number | null;
}

/** What was found out about a call after it came. */
export interface CallAnswer {
  /** How much work it is; 1 share for what is no finite number above 0. */
  readonly cost?: number;
  /** Calls with the same key may share a batch. */
  readonly key?: string;
}

/** What must now be done. */
export type Effect =
  | { readonly type: "start"; readonly run: number; readonly fn: number; readonly calls: readonly string[] }
  /** `waiting`: how many wait in what is full, the group or the whole queue. */
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

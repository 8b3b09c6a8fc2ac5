import type { ErrorData, JsonValue, ProgressBar } from "@vitrine/protocol";

/**
 * Where a call stands.
 *
 * held → (uploading →) sent → waiting → running → done | error | cancelled
 *
 * `held` is not sent yet, `sent` not accepted yet. `forgotten` ends a call that turned out to belong to another tab.
 */
export type CallPhase =
  | "held"
  | "uploading"
  | "sent"
  | "waiting"
  | "running"
  | "done"
  | "error"
  | "cancelled"
  | "forgotten";

/** All that is known of a call. Times are milliseconds on the clock that the reducer is given. */
export interface CallState {
  readonly phase: CallPhase;
  /** Calls ahead (0 is next), calls that wait, milliseconds to the result as of `at`. */
  readonly position: {
    readonly rank: number;
    readonly size: number;
    readonly etaMs: number | null;
    readonly at: number;
  } | null;
  readonly startedAt: number | null;
  /** The mean of past runs in milliseconds; null is unknown. */
  readonly etaMs: number | null;
  /** Whether several values may come. */
  readonly generator: boolean;
  readonly bars: readonly ProgressBar[];
  /** The latest value of each output; null before the first. */
  readonly values: readonly JsonValue[] | null;
  /** Set when the phase is `error`. */
  readonly error: ErrorData | null;
  /** How long it ran, milliseconds; null before the end. */
  readonly ranMs: number | null;
}

/** A call that nobody has heard of yet. */
export const newCall: CallState = {
  phase: "held",
  position: null,
  startedAt: null,
  etaMs: null,
  generator: false,
  bars: [],
  values: null,
  error: null,
  ranMs: null,
};

/** Whether nothing more will happen to the call. */
export function hasEnded(state: CallState): boolean {
  return /^(done|error|cancelled|forgotten)$/.test(state.phase);
}

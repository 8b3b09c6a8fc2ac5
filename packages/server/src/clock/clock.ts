/** Where time comes from. Real time lives in `systemClock`; tests move a `ManualClock`. */
export interface Clock {
  /** Milliseconds from any fixed point; never goes back. */
  now(): number;
  /** Runs `task` once, never inside this call, `ms` milliseconds from now or a little off (0: in the next turn). Gives its undo. */
  after(ms: number, task: () => void): () => void;
}

const remembered = 100;

/** The last 100 runs of a group or a function: how long they took, how many calls they held. */
export class RunHistory {
  readonly #runs: { ms: number; calls: number }[] = [];
  #next = 0;
  #ms = 0;
  #calls = 0;

  add(ms: number, calls: number): void {
    const oldest = this.#runs[this.#next];
    this.#ms += ms - (oldest?.ms ?? 0);
    this.#calls += calls - (oldest?.calls ?? 0);
    this.#runs[this.#next] = { ms, calls };
    this.#next = (this.#next + 1) % remembered;
  }

  /** Mean length of a run in milliseconds; null until one has ended. */
  get meanMs(): number | null {
    return this.#runs.length === 0 ? null : this.#ms / this.#runs.length;
  }

  /** Mean number of calls a run; 1 until one has ended. */
  get meanCalls(): number {
    return this.#runs.length === 0 ? 1 : this.#calls / this.#runs.length;
  }
}

/** What the ETA of a group's calls depends on, beside their rank and function. */
export interface GroupPace {
  /** Milliseconds until the next slot is expected to be free; 0 where one is. */
  readonly firstEndMs: number;
  /** Mean length of the group's runs in milliseconds; null until one has ended. */
  readonly meanMs: number | null;
  /** Calls that run at once: the limit times the mean batch. Infinity without a limit. */
  readonly width: number;
}

/** Milliseconds until a run that began `ranMs` ago ends, by the mean of its kind; 0 where it is overdue. */
export function expectedEndMs(meanMs: number, ranMs: number): number {
  return Math.max(0, meanMs - ranMs);
}

/**
 * Milliseconds to the result of the call at `rank`; null is unknown. First expected end of a running call
 * + ⌊rank ÷ (limit × mean batch)⌋ × mean + own mean. A function that never ran is taken for as slow as its group.
 */
export function estimateMs(pace: GroupPace, rank: number, ownMeanMs: number | null): number | null {
  if (pace.meanMs === null) return null;
  return pace.firstEndMs + Math.floor(rank / pace.width) * pace.meanMs + (ownMeanMs ?? pace.meanMs);
}

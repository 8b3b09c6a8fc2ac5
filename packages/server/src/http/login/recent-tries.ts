import type { Clock } from "../../clock/clock.ts";

const windowMs = 60_000;
const mostKeys = 10_000;

/** The last tries of the minute by a key, at most so many of each; of more than 10,000 keys the oldest are forgotten. */
export class RecentTries {
  readonly #clock: Clock;
  readonly #most: number;
  // The key of the latest try comes last.
  readonly #tries = new Map<string, number[]>();

  constructor(clock: Clock, most: number) {
    this.#clock = clock;
    this.#most = most;
  }

  /** Milliseconds until a key has room for another try; 0 where it has. */
  waitMs(key: string): number {
    const recent = this.#recent(key);
    return recent.length < this.#most ? 0 : recent[0]! + windowMs - this.#clock.now();
  }

  /** Notes a try; gives the undo. */
  note(key: string): () => void {
    const now = this.#clock.now();
    const recent = this.#recent(key);
    recent.push(now);
    if (recent.length > this.#most) recent.shift();
    this.#tries.delete(key);
    this.#tries.set(key, recent);
    for (const [oldest] of this.#tries) {
      if (this.#tries.size <= mostKeys) break;
      this.#tries.delete(oldest);
    }
    return () => {
      const tries = this.#tries.get(key) ?? [];
      const index = tries.indexOf(now);
      if (index !== -1) tries.splice(index, 1);
      if (tries.length === 0) this.#tries.delete(key);
    };
  }

  #recent(key: string): number[] {
    const now = this.#clock.now();
    return (this.#tries.get(key) ?? []).filter((at) => now - at < windowMs);
  }
}

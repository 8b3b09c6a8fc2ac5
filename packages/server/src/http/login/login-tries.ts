import type { Clock } from "../../queue/clock.ts";

const windowMs = 60_000;
const mostAddresses = 10_000;

/** Counts wrong tries by address: `most` within a minute, then nobody there is heard until the oldest is a minute old. */
export class LoginTries {
  readonly #clock: Clock;
  readonly #most: number;
  // The address of the latest try comes last.
  readonly #tries = new Map<string, number[]>();

  constructor(clock: Clock, most: number) {
    this.#clock = clock;
    this.#most = most;
  }

  /** Counts a try as wrong until it is taken back; gives how many milliseconds to wait where it is one too many. */
  begin(address: string): { readonly waitMs: number } | { takeBack(): void } {
    const now = this.#clock.now();
    const recent = (this.#tries.get(address) ?? []).filter((at) => now - at < windowMs);
    this.#tries.delete(address);
    this.#tries.set(address, recent);
    const [oldest = now] = recent;
    if (recent.length >= this.#most) return { waitMs: oldest + windowMs - now };
    recent.push(now);
    for (const [known] of this.#tries) {
      if (this.#tries.size <= mostAddresses) break;
      this.#tries.delete(known);
    }
    return {
      takeBack: () => {
        const tries = this.#tries.get(address) ?? [];
        const index = tries.indexOf(now);
        if (index !== -1) tries.splice(index, 1);
        if (tries.length === 0) this.#tries.delete(address);
      },
    };
  }
}

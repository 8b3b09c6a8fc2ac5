import type { Clock } from "../clock/clock.ts";

const patienceMs = 1000;

/** What a probe is made of. */
export interface ScriptProbeOptions {
  readonly clock: Clock;
  /** Asks the script's thread, which answers as soon as it gets to it. */
  readonly ask: () => void;
}

/**
 * Asks the script's thread for a sign of life when somebody wants to know, and never else. Everyone who asks while it has
 * not answered yet waits for the same answer, so a script that hangs is asked once.
 */
export class ScriptProbe {
  readonly #options: ScriptProbeOptions;
  #askedAt: number | null = null;
  #waiting: ((ms: number) => void)[] = [];

  constructor(options: ScriptProbeOptions) {
    this.#options = options;
  }

  /** How long the script took to answer, in milliseconds; how long it has not answered so far, after a second in vain. */
  measure(): Promise<number> {
    const { clock, ask } = this.#options;
    if (this.#askedAt === null) {
      this.#askedAt = clock.now();
      ask();
    }
    const askedAt = this.#askedAt;
    return new Promise((resolve) => {
      const done = (ms: number): void => {
        stop();
        resolve(ms);
      };
      const stop = clock.after(patienceMs, () => {
        this.#waiting = this.#waiting.filter((other) => other !== done);
        resolve(clock.now() - askedAt);
      });
      this.#waiting.push(done);
    });
  }

  /** The script has answered. */
  heard(): void {
    if (this.#askedAt === null) return;
    const ms = this.#options.clock.now() - this.#askedAt;
    this.#askedAt = null;
    for (const done of this.#waiting.splice(0)) done(ms);
  }
}

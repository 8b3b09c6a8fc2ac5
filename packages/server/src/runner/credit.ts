import type { Cancellation } from "./cancellation.ts";

/** Keeps a function from flooding its reader: every yield takes units, and the reader gives them back. */
export class Credit {
  #units: number;
  #wake: (() => void) | null = null;

  constructor(units: number) {
    this.#units = units;
  }

  /** May go below zero: the next one then waits longer. */
  take(units: number): void {
    this.#units -= units;
  }

  give(units: number): void {
    this.#units += units;
    if (this.#units > 0) this.#wake?.();
  }

  /** Whether there is a unit to take. */
  get hasRoom(): boolean {
    return this.#units > 0;
  }

  /** Resolves when there is a unit to take, or at an abort. One waiter at a time. */
  async room(cancellation: Cancellation): Promise<void> {
    if (this.hasRoom || cancellation.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        forget();
        this.#wake = null;
        resolve();
      };
      const forget = cancellation.onAbort(wake);
      this.#wake = wake;
    });
  }
}

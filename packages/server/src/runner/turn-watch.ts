import type { FunctionDeclaration } from "../app-model/declaration.ts";
import { longHoldMs } from "./watch-holds.ts";

// Often enough to place a hold, seldom enough to cost nothing.
const everyMs = 250;

/** What a watch needs. */
export interface TurnWatchOptions {
  /** Milliseconds of a steady clock. */
  readonly now: () => number;
  /** Calls back once after so many milliseconds, as soon as the thread is free. */
  readonly after: (ms: number, task: () => void) => void;
  /** The functions that run now. */
  readonly running: () => Iterable<FunctionDeclaration>;
  /** Is told how long the thread was held, and by which function, or by one of which. */
  readonly onHeld: (suspects: readonly FunctionDeclaration[], ms: number) => void;
}

/**
 * Finds out that the thread was held after an `await` of a function, where nothing of ours stands around its code: a timer
 * that should come every quarter of a second, while functions run, comes late. What was measured otherwise is left out.
 */
export class TurnWatch {
  readonly #options: TurnWatchOptions;
  /** Those that ran at any time since the last look. */
  #suspects = new Set<FunctionDeclaration>();
  #explainedMs = 0;
  #dueAt = 0;
  #waits = false;

  constructor(options: TurnWatchOptions) {
    this.#options = options;
  }

  /** A function begins. */
  begin(declaration: FunctionDeclaration): void {
    this.#suspects.add(declaration);
    if (!this.#waits) this.#wait();
  }

  /** The thread was held for so long by a part of a function that was measured. */
  explain(ms: number): void {
    this.#explainedMs += ms;
  }

  #wait(): void {
    this.#waits = true;
    this.#explainedMs = 0;
    this.#dueAt = this.#options.now() + everyMs;
    this.#options.after(everyMs, () => this.#look());
  }

  #look(): void {
    const heldMs = this.#options.now() - this.#dueAt - this.#explainedMs;
    if (heldMs > longHoldMs) this.#options.onHeld([...this.#suspects], heldMs);
    this.#suspects = new Set(this.#options.running());
    this.#waits = false;
    if (this.#suspects.size > 0) this.#wait();
  }
}

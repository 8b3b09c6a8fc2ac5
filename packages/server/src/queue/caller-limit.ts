import { TurnoverMap } from "../collections/turnover-map.ts";

/** A limit of running calls a caller, over one function or over all. */
export class CallerLimit {
  readonly #limit: number;
  readonly #running = new TurnoverMap<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many calls more of a caller may start. */
  room(caller: string): number {
    return this.#limit - (this.#running.get(caller) ?? 0);
  }

  /** A call of this caller starts. */
  start(caller: string): void {
    this.#running.set(caller, (this.#running.get(caller) ?? 0) + 1);
  }

  /** A call of this caller has really ended. */
  finish(caller: string): void {
    const left = (this.#running.get(caller) ?? 0) - 1;
    if (left > 0) this.#running.set(caller, left);
    else this.#running.delete(caller);
  }

  /** How many callers have running calls. */
  get size(): number {
    return this.#running.size;
  }
}

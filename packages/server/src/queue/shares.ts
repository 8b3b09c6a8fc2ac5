import { TurnoverMap } from "../collections/turnover-map.ts";

// Callers without a waiting call that are remembered at most, whatever they cancelled.
const mostAbsent = 10_000;
const sweepFrom = 1_024;
// So many callers are looked at whenever the tags move on: those who left for good are forgotten as time goes by.
const looksAtOnce = 2;

interface Caller {
  /** Tag of the caller's previous call. */
  last: number;
  waiting: number;
}

/**
 * The tags of one group: self-clocked weighted fair queueing (Golestani, 1994). A call's tag is
 * max(V, tag of its caller's previous call) + cost, V being the tag that the starts have reached, so a caller with many
 * calls has them spread behind the single calls of others. A call that is cancelled keeps its share of the tags.
 *
 * V never goes back: a call that was held and starts late would else let newcomers pass everybody who waits.
 */
export class Shares {
  readonly #callers = new TurnoverMap<string, Caller>();
  #round = this.#callers[Symbol.iterator]();
  #reached = 0;
  #sweepAt = sweepFrom;

  /** The tag of a new call. */
  join(caller: string, cost: number): number {
    const known = this.#callers.get(caller);
    const tag = Math.max(this.#reached, known?.last ?? 0) + cost;
    if (known === undefined) {
      this.#callers.set(caller, { last: tag, waiting: 1 });
      this.#sweep();
    } else {
      known.last = tag;
      known.waiting++;
    }
    return tag;
  }

  /** A waiting call's share changes by `gain`; gives its new tag. Only a call to come sees a change of the caller's last one. */
  move(caller: string, tag: number, gain: number): number {
    const known = this.#callers.get(caller);
    if (known?.last === tag) known.last = tag + gain;
    return tag + gain;
  }

  /** A call that had left waits again, with the tag that it had. */
  rejoin(caller: string, tag: number): void {
    const known = this.#callers.get(caller);
    if (known === undefined) this.#callers.set(caller, { last: tag, waiting: 1 });
    else known.waiting++;
  }

  /** A call of this caller waits no more. */
  leave(caller: string): void {
    const known = this.#callers.get(caller);
    if (known === undefined) return;
    known.waiting--;
    if (this.#isPast(known)) this.#callers.delete(caller);
  }

  /** Starts have reached this tag. */
  reach(tag: number): void {
    if (tag <= this.#reached) return;
    this.#reached = tag;
    for (let looks = 0; looks < looksAtOnce; looks++) this.#lookAtNext();
  }

  /** How many callers are remembered. */
  get size(): number {
    return this.#callers.size;
  }

  /** Whether forgetting the caller changes no tag to come. */
  #isPast(caller: Caller): boolean {
    return caller.waiting === 0 && caller.last <= this.#reached;
  }

  #lookAtNext(): void {
    const { value, done } = this.#round.next();
    if (done === true) {
      this.#round = this.#callers[Symbol.iterator]();
      return;
    }
    const [name, caller] = value;
    // The round may still show a caller who was forgotten and came back since.
    if (this.#isPast(caller) && this.#callers.get(name) === caller) this.#callers.delete(name);
  }

  #sweep(): void {
    if (this.#callers.size < this.#sweepAt) return;
    let absent = 0;
    for (const [name, caller] of this.#callers) {
      if (this.#isPast(caller)) this.#callers.delete(name);
      else if (caller.waiting === 0) absent++;
    }
    for (const [name, caller] of this.#callers) {
      if (absent <= mostAbsent) break;
      if (caller.waiting > 0) continue;
      this.#callers.delete(name);
      absent--;
    }
    this.#sweepAt = Math.max(sweepFrom, this.#callers.size * 2);
  }
}

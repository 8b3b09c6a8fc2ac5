import { fittingHeap } from "../budgets/limits.ts";
import { addressShare, isOfAddress, isOfCookie, type Visitor } from "../context/visitor.ts";

/** A caller as limits and turns count it. */
export interface CountedCaller {
  /** Whose share of the queue a call takes. */
  readonly share: string;
  /** By which limits of addresses count it; null where the address tells nobody apart. */
  readonly address: string | null;
  /** Whether it is told apart by a cookie or an address alone, of which there are as many as somebody wants. */
  readonly anonymous: boolean;
}

const hourMs = 3_600_000;
const mostOfAddress = 200;
const mostOfAll = fittingHeap(100_000, 512);

/**
 * Whose share a call takes where cookies cost nothing: of one address at most 200 callers an hour count singly, so that a
 * hall of people behind it is fair inside; those who come later share one.
 */
export class CountedCallers {
  // When each caller of an address called last; the address and the caller of the latest call come last.
  readonly #addresses = new Map<string, Map<string, number>>();
  #size = 0;

  of({ share, counted = null }: Visitor, now: number): CountedCaller {
    const hasCookie = isOfCookie(share);
    const anonymous = hasCookie || isOfAddress(share);
    if (!hasCookie || counted === null || this.#isSingle(share, counted, now)) {
      return { share, address: counted, anonymous };
    }
    return { share: addressShare(counted), address: counted, anonymous };
  }

  /** Forgets who has not called for an hour. */
  sweep(now: number): void {
    for (const [address, callers] of this.#addresses) {
      this.#expire(callers, now);
      if (callers.size > 0) return;
      this.#addresses.delete(address);
    }
  }

  /** How many callers are remembered. */
  get size(): number {
    return this.#size;
  }

  #isSingle(caller: string, address: string, now: number): boolean {
    const callers = this.#addresses.get(address) ?? new Map<string, number>();
    this.#addresses.delete(address);
    this.#addresses.set(address, callers);
    this.#expire(callers, now);
    const isKnown = callers.delete(caller);
    if (!isKnown && callers.size >= mostOfAddress) return false;
    callers.set(caller, now);
    if (!isKnown) this.#size += 1;
    for (const [oldest, { size }] of this.#addresses) {
      if (this.#size <= mostOfAll) break;
      this.#addresses.delete(oldest);
      this.#size -= size;
    }
    return true;
  }

  #expire(callers: Map<string, number>, now: number): void {
    for (const [caller, at] of callers) {
      if (now - at < hourMs) return;
      callers.delete(caller);
      this.#size -= 1;
    }
  }
}

/** A place among those of an address. */
export interface Seat {
  /** Whether there is one; it is to be left once. */
  take(): boolean;
  leave(): void;
}

/** Counts what each address has open, up to a limit. */
export class AddressCount {
  readonly #most: number | null;
  readonly #open = new Map<string, number>();

  /** `most` of one address; null is no limit. */
  constructor(most: number | null) {
    this.#most = most;
  }

  /** Counts one more of an address, null for one that tells nobody apart; false where it has too many already. */
  open(address: string | null): boolean {
    if (address === null || this.#most === null) return true;
    const count = this.#open.get(address) ?? 0;
    if (count >= this.#most) return false;
    this.#open.set(address, count + 1);
    return true;
  }

  /** A place of an address. */
  seat(address: string | null): Seat {
    return { take: () => this.open(address), leave: () => this.close(address) };
  }

  /** One that `open` counted is no more. */
  close(address: string | null): void {
    if (address === null || this.#most === null) return;
    const count = (this.#open.get(address) ?? 0) - 1;
    if (count > 0) this.#open.set(address, count);
    else this.#open.delete(address);
  }
}

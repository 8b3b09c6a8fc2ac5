/** Bytes that many may take together, each a part. */
export class ByteBudget {
  readonly #limit: number;
  readonly #ofOne: number;
  readonly #owners = new Map<string, number>();
  #taken = 0;

  /** `limit`: bytes of all together; one owner may take `share` of it, from 0 to 1. */
  constructor(limit: number, share = 1) {
    this.#limit = limit;
    this.#ofOne = limit * share;
  }

  /** Bytes that are taken now. */
  get taken(): number {
    return this.#taken;
  }

  /** Takes bytes for an owner, null for somebody who cannot be told from others; false where there is no room. */
  take(bytes: number, owner: string | null = null): boolean {
    const owned = owner === null ? 0 : (this.#owners.get(owner) ?? 0);
    if (this.#taken + bytes > this.#limit || (owner !== null && owned + bytes > this.#ofOne)) return false;
    this.#taken += bytes;
    if (owner !== null) this.#owners.set(owner, owned + bytes);
    return true;
  }

  /** Gives bytes back that `take` gave to the same owner. */
  free(bytes: number, owner: string | null = null): void {
    this.#taken -= bytes;
    if (owner === null) return;
    const left = (this.#owners.get(owner) ?? 0) - bytes;
    if (left > 0) this.#owners.set(owner, left);
    else this.#owners.delete(owner);
  }
}

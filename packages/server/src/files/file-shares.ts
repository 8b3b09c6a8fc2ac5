import type { Limits } from "../budgets/limits.ts";
import { TurnoverMap } from "../collections/turnover-map.ts";
import { TurnoverSet } from "../collections/turnover-set.ts";

/** Who brought a file: a session, or a caller without one, and the address that it came from where that tells anything. */
export interface FileOwner {
  readonly holder: string;
  readonly address: string | null;
}

/** How much of the store is one's. Sizes in bytes. */
export interface FileShareLimits {
  readonly ofHolder: number;
  readonly countOfHolder: number;
  readonly ofAddress: number;
}

/** The limits of an app as its store of files takes them. */
export function fileLimits(limits: Limits): { readonly quota: number; readonly shares: FileShareLimits } {
  const { fileStore: quota, sessionFiles: ofHolder, sessionFileCount: countOfHolder, addressFiles: ofAddress } = limits;
  return { quota, shares: { ofHolder, countOfHolder, ofAddress } };
}

interface Holder {
  bytes: number;
  count: number;
  /** References of the files that nothing refers to, the longest unused first. */
  readonly idle: TurnoverSet<string>;
}

/** What each holder and each address has in a store of files. */
export class FileShares {
  readonly #limits: FileShareLimits;
  readonly #holders = new TurnoverMap<string, Holder>();
  readonly #addresses = new TurnoverMap<string, number>();
  readonly #all = { bytes: 0, count: 0 };

  constructor(limits: FileShareLimits) {
    this.#limits = limits;
  }

  /** Whether a holder has as many files, or bytes, as all have on average, or more. */
  hasMuch({ holder }: FileOwner, of: "bytes" | "count"): boolean {
    return (this.#holders.get(holder)?.[of] ?? 0) * this.#holders.size >= this.#all[of];
  }

  /** Whether another file, or more bytes of one, would be too much for its owner. */
  isFull(owner: FileOwner, more: { readonly files: number; readonly bytes: number }): boolean {
    const { ofHolder, countOfHolder, ofAddress } = this.#limits;
    const { count, bytes } = this.#holders.get(owner.holder) ?? { count: 0, bytes: 0 };
    const address = owner.address === null ? 0 : (this.#addresses.get(owner.address) ?? 0);
    return count + more.files > countOfHolder || bytes + more.bytes > ofHolder || address + more.bytes > ofAddress;
  }

  /** Counts files and bytes of an owner; negative numbers take back. */
  add({ holder, address }: FileOwner, more: { readonly files: number; readonly bytes: number }): void {
    const held = this.#holder(holder);
    held.count += more.files;
    held.bytes += more.bytes;
    this.#all.count += more.files;
    this.#all.bytes += more.bytes;
    if (held.count <= 0) this.#holders.delete(holder);
    if (address === null) return;
    const bytes = (this.#addresses.get(address) ?? 0) + more.bytes;
    if (bytes > 0) this.#addresses.set(address, bytes);
    else this.#addresses.delete(address);
  }

  /** Nothing refers to a file of an owner any more, or something does again. */
  mark({ holder }: FileOwner, reference: string, idle: boolean): void {
    const files = this.#holder(holder).idle;
    files.delete(reference);
    if (idle) files.add(reference);
  }

  /** A file of an owner that nothing refers to, the longest unused; undefined where there is none. */
  idleOf({ holder }: FileOwner): string | undefined {
    for (const reference of this.#holders.get(holder)?.idle ?? []) return reference;
    return undefined;
  }

  /** A file that nothing refers to, of somebody who has much; undefined where nobody such has one. */
  idleOfMuch(of: "bytes" | "count"): string | undefined {
    for (const held of this.#holders.values()) {
      if (held[of] * this.#holders.size < this.#all[of]) continue;
      for (const reference of held.idle) return reference;
    }
    return undefined;
  }

  #holder(name: string): Holder {
    const known = this.#holders.get(name);
    if (known !== undefined) return known;
    const fresh: Holder = { bytes: 0, count: 0, idle: new TurnoverSet() };
    this.#holders.set(name, fresh);
    return fresh;
  }
}

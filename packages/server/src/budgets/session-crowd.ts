import { TurnoverMap } from "../collections/turnover-map.ts";
import { TurnoverSet } from "../collections/turnover-set.ts";

/** What can be counted in a crowd. */
export interface Member {
  /** Whether it is in use, so that it must stay. */
  readonly busy: boolean;
}

/** How large a crowd may be. */
export interface CrowdLimits {
  readonly most: number;
  /** How many may be of one address; null is no limit. */
  readonly ofAddress: number | null;
}

// How many are looked at for one that may go, each time a new one comes.
const mostLooks = 16;

/**
 * Members by the address that brought them, the longest unused first. When there are too many one goes for each that
 * comes: of the same address where that has too many or more than its part, else of all; and those that came back go
 * after those that never did, so that nobody is pushed out by somebody who makes new ones without end.
 */
export class SessionCrowd<Item extends Member> {
  readonly #limits: CrowdLimits;
  readonly #new = new TurnoverSet<Item>();
  readonly #known = new TurnoverSet<Item>();
  readonly #addresses = new TurnoverMap<string, TurnoverSet<Item>>();
  readonly #addressOf = new WeakMap<Item, string>();

  constructor(limits: CrowdLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#new.size + this.#known.size;
  }

  // Null where there is room, or all that were looked at are in use.
  #inTheWay(address: string | null): Item | null {
    const { most, ofAddress } = this.#limits;
    const own = address === null ? undefined : this.#addresses.get(address);
    if (own !== undefined && ofAddress !== null && own.size >= ofAddress) return findIdle(own);
    if (this.size < most) return null;
    const part = this.size / Math.max(1, this.#addresses.size);
    const found = own !== undefined && own.size >= part ? findIdle(own) : null;
    return found ?? findIdle(this.#new) ?? findIdle(this.#known);
  }

  /** A member was used, and stands behind all others. Gives whom a new one takes the place of, who is a member no more. */
  use(item: Item, address: string | null): Item | null {
    const isBack = this.#new.delete(item) || this.#known.delete(item);
    const gone = isBack ? null : this.#inTheWay(address);
    if (gone !== null) this.remove(gone);
    (isBack ? this.#known : this.#new).add(item);
    this.#count(item, address);
    return gone;
  }

  #count(item: Item, address: string | null): void {
    const before = this.#addressOf.get(item);
    if (before !== undefined) this.#leave(item, before);
    if (address === null) return;
    let own = this.#addresses.get(address);
    if (own === undefined) this.#addresses.set(address, (own = new TurnoverSet()));
    own.add(item);
    this.#addressOf.set(item, address);
  }

  remove(item: Item): void {
    this.#new.delete(item);
    this.#known.delete(item);
    const address = this.#addressOf.get(item);
    if (address !== undefined) this.#leave(item, address);
  }

  #leave(item: Item, address: string): void {
    this.#addressOf.delete(item);
    const own = this.#addresses.get(address);
    own?.delete(item);
    if (own?.size === 0) this.#addresses.delete(address);
  }
}

function findIdle<Item extends Member>(items: TurnoverSet<Item>): Item | null {
  let looks = 0;
  for (const item of items) {
    if (!item.busy) return item;
    // To look at it again each time somebody comes would cost more the more there are.
    items.delete(item);
    items.add(item);
    if ((looks += 1) === mostLooks) return null;
  }
  return null;
}

import type { Session } from "./session.ts";
import { TurnoverSet } from "../tables/turnover-set.ts";

// How many are looked at for one that may end, each time a new one comes.
const mostLooks = 16;

/** Sessions of clients without a socket, the longest unused first. */
export class Entered {
  readonly #sessions = new TurnoverSet<Session>();

  get size(): number {
    return this.#sessions.size;
  }

  /** Puts a session behind all others. */
  add(session: Session): void {
    this.#sessions.delete(session);
    this.#sessions.add(session);
  }

  remove(session: Session): void {
    this.#sessions.delete(session);
  }

  /** The one of the longest unused that may end; null where all that were looked at are in use. */
  findIdle(): Session | null {
    let looks = 0;
    for (const session of this.#sessions) {
      if (!session.busy) return session;
      // To look at it again each time somebody comes would cost more the more there are.
      this.add(session);
      if ((looks += 1) === mostLooks) return null;
    }
    return null;
  }
}

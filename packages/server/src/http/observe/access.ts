import type { ObserveSettings } from "../../observe/observe-settings.ts";

/** Who asks. */
export interface Asker {
  /** Whether from this machine, past no proxy. */
  readonly here: boolean;
  /** null without a login. */
  readonly user: string | null;
}

/** What somebody may do in the monitor. */
export type Access = "nothing" | "look" | "change";

/**
 * Without a login the monitor is this machine's own. With one every user may look, and change from this machine; where
 * users are named, those may do both and nobody else anything.
 */
export function monitorAccess({ here, user }: Asker, { users }: NonNullable<ObserveSettings["monitor"]>): Access {
  if (users !== null) return user !== null && users.includes(user) ? "change" : "nothing";
  if (here) return "change";
  return user === null ? "nothing" : "look";
}

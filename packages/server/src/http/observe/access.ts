import type { MonitorRules } from "../../settings/observe-settings.ts";

/** Who asks. */
export interface Asker {
  /** Whether from this machine, past no proxy. */
  readonly here: boolean;
  /** null without a login. */
  readonly user: string | null;
  /** Whether the request has the token that was printed for the operator. */
  readonly isOperator: boolean;
}

/** What somebody may do in the monitor. */
export type Access = "nothing" | "look" | "change";

/**
 * Without a login the monitor is this machine's own, to look at. With one every user may look. Who may look changes
 * something with the token alone that the app printed: whether a request was made on this machine cannot be known for
 * certain. Where users are named, those may do both and nobody else anything.
 */
export function monitorAccess({ here, user, isOperator }: Asker, { users }: MonitorRules): Access {
  if (users !== null) return user !== null && users.includes(user) ? "change" : "nothing";
  if (!here && user === null) return "nothing";
  return isOperator ? "change" : "look";
}

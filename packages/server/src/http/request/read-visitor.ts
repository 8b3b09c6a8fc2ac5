import { addressShare, cookieShare } from "../../context/visitor.ts";
import type { Visitor } from "../../context/visitor.ts";
import { countedAddress } from "./known-address.ts";
import type { CallerCookie } from "./caller-cookie.ts";
import type { Identity } from "../../context/identity.ts";

/** What is known of a request that the guard let pass. */
export interface VisitorFacts {
  /** The Cookie header. */
  readonly cookie: string | null;
  /** Its headers without secrets, as lines `name: value`. */
  readonly headers: string;
  /** Without the question mark. */
  readonly query: string;
  readonly address: string;
  /** What limits of addresses count it by; null where the address tells nobody apart. */
  readonly counted: string | null;
  /** Who is logged in; null without a login. */
  readonly identity: Identity | null;
}

/** Who calls, and what the function may know of it. */
export function visitorOf(facts: VisitorFacts, callers: CallerCookie): Visitor {
  const { cookie, headers, query, address, counted, identity } = facts;
  const caller = cookie === null ? null : callers.read(cookie);
  const anonymous = caller === null ? addressShare(countedAddress(address) ?? address) : cookieShare(caller);
  return {
    share: identity === null ? anonymous : `user ${identity.user}`,
    login: identity?.login ?? null,
    counted,
    caller: { user: identity?.user ?? null, headers: compact(headers), query: compact(query), address },
  };
}

// A text that was put together, or cut from a longer one, holds on to those; this one is kept for an hour.
function compact(text: string): string {
  return text.length < 512 ? text : Buffer.from(text).toString();
}

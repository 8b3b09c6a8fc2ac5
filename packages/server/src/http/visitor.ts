import type { Visitor } from "../gateway/session.ts";
import { addressShare } from "./guard.ts";
import type { CallerCookie } from "./caller-cookie.ts";
import type { Identity } from "./login/login-cookie.ts";

/** What is known of a request that the guard let pass. */
export interface VisitorFacts {
  readonly headers: Headers;
  /** Without the question mark. */
  readonly query: string;
  readonly address: string;
  /** Who is logged in; null without a login. */
  readonly identity: Identity | null;
}

const secrets = new Set(["cookie", "authorization", "proxy-authorization"]);

/** Who calls, and what the function may know of it: everything but secrets. */
export function visitorOf({ headers, query, address, identity }: VisitorFacts, cookie: CallerCookie): Visitor {
  const caller = cookie.read(headers.get("cookie"));
  const anonymous = caller === null ? `address ${addressShare(address)}` : `cookie ${caller}`;
  return {
    share: identity === null ? anonymous : `user ${identity.user}`,
    login: identity?.login ?? null,
    caller: {
      user: identity?.user ?? null,
      headers: [...headers].filter(([name]) => !secrets.has(name)),
      query,
      address,
    },
  };
}

import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import type { GuardedRequest } from "./guard.ts";

/** A request as the guard reads it; one that did not come by Node's server has no peer. */
export function guarded(c: Context): GuardedRequest {
  const header = (name: string): string | null => c.req.header(name) ?? null;
  return {
    method: c.req.method,
    host: header("host") ?? new URL(c.req.url).host,
    origin: header("origin"),
    forwardedFor: header("x-forwarded-for"),
    forwardedHost: header("x-forwarded-host"),
    forwardedProto: header("x-forwarded-proto"),
    encrypted: c.req.url.startsWith("https:"),
    peer: (c.env as { readonly incoming?: IncomingMessage } | undefined)?.incoming?.socket.remoteAddress ?? "",
  };
}

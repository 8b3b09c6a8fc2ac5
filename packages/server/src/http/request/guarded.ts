import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import type { HeaderReader } from "./http-request.ts";
import type { GuardedRequest } from "./guarded-request.ts";

/** A request as the guard reads it, from its headers and what is known of the connection. */
export function guardedBy(
  headers: HeaderReader,
  known: Pick<GuardedRequest, "method" | "host" | "encrypted" | "isOld" | "peer" | "probe">,
): GuardedRequest {
  // Each by its name: an object that is spread has a shape of its own in Node 20, which costs every request.
  return {
    method: known.method,
    host: known.host,
    encrypted: known.encrypted ?? false,
    isOld: known.isOld ?? false,
    peer: known.peer,
    probe: known.probe ?? false,
    origin: headers.get("origin"),
    forwardedFor: headers.get("x-forwarded-for"),
    forwardedHost: headers.get("x-forwarded-host"),
    forwardedProto: headers.get("x-forwarded-proto"),
    forwarded: headers.get("forwarded") ?? headers.get("x-real-ip") ?? headers.get("cf-connecting-ip"),
  };
}

/** A request as the guard reads it; one that did not come by Node's server has no peer. */
export function guarded(c: Context): GuardedRequest {
  const { headers } = c.req.raw;
  const incoming = incomingOf(c);
  return guardedBy(headers, {
    method: c.req.method,
    host: headers.get("host") ?? new URL(c.req.url).host,
    encrypted: c.req.url.startsWith("https:"),
    isOld: incoming?.httpVersion === "1.0",
    peer: incoming?.socket.remoteAddress ?? "",
    probe: probePaths.has(c.req.path),
  });
}

/** Node's request behind one of the router; nothing where it came by `fetch`. */
export function incomingOf(c: Context): IncomingMessage | undefined {
  return (c.env as { readonly incoming?: IncomingMessage } | undefined)?.incoming;
}

const probePaths: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/metrics"]);

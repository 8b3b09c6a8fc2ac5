import { isTrustedOrigin, type GuardSettings } from "../request/guard.ts";
import type { GuardedRequest } from "../request/guarded-request.ts";
import { isLoopbackAddress } from "../request/known-address.ts";
import { isLoopback } from "../request/own-names.ts";

/** A request as it must be known to tell where it comes from. */
export interface NearbyRequest extends GuardedRequest {
  readonly headers: Headers;
}

/** What is known of the way to the app. */
export interface NearbySettings extends GuardSettings {
  readonly rootPath: string;
  readonly mount?: { readonly path: string } | undefined;
}

const proxied = [
  "forwarded",
  "via",
  "x-real-ip",
  "x-client-ip",
  "x-cluster-client-ip",
  "x-original-host",
  "x-original-forwarded-for",
  "x-envoy-external-address",
  "true-client-ip",
  "cf-connecting-ip",
  "fastly-client-ip",
  "fly-client-ip",
];

/**
 * Whether a request was made on this machine and reached the app directly. A proxy on this machine is here, too, and
 * whoever comes through it is not: so nothing that carries a proxy's headers counts, whatever they say; nor anything at
 * all where the app is told of a proxy that sends no such headers (`publicUrl` or `rootPath` without `trustProxy`); nor
 * what another site's page makes the operator's browser ask.
 */
export function isFromHere(request: NearbyRequest, settings: NearbySettings): boolean {
  const { headers, peer, host } = request;
  const behindProxy = settings.publicUrl !== null || settings.rootPath !== (settings.mount?.path ?? "");
  if (behindProxy && !settings.trustProxy) return false;
  // What nginx says of itself where it was told nothing: HTTP/1.0, or another Connection than browsers and clients have.
  if (request.isOld === true || (headers.get("connection") ?? "keep-alive").toLowerCase() !== "keep-alive")
    return false;
  if ([...headers.keys()].some((name) => name.startsWith("x-forwarded-") || proxied.includes(name))) return false;
  if (!isLoopbackAddress(peer) || !isLoopback(host)) return false;
  if (headers.get("sec-fetch-site") === "cross-site") return false;
  return isTrustedOrigin(request, { ...settings, corsOrigins: [] });
}

import type { GatewaySettings } from "../../settings/gateway-settings.ts";
import { nearest } from "./nearest.ts";
import { isGivenName, isUnspoofable, isLoopback } from "./own-names.ts";

/** What tells how a caller reaches the app. */
export interface ReachedBy {
  readonly host: string;
  /** The X-Forwarded-Host header. */
  readonly forwardedHost: string | null;
  /** Whether it came by https. */
  readonly secure: boolean;
}

type RootSettings = Pick<GatewaySettings, "host" | "publicUrl" | "allowedHosts" | "trustProxy" | "rootPath">;

/**
 * The address of the app as a caller reaches it, without a slash at the end. X-Forwarded-Host counts where it names a host
 * that the app was told of, or where the Host is one by which a proxy calls the app and no visitor could: a proxy that
 * passes the visitor's Host on may pass the visitor's own X-Forwarded-Host on, too.
 */
export function rootOf({ host, forwardedHost, secure }: ReachedBy, settings: RootSettings): string {
  if (settings.publicUrl !== null) return settings.publicUrl;
  const forwarded = settings.trustProxy ? nearest(forwardedHost) : null;
  const counts = forwarded !== null && (isGivenName(forwarded, settings) || isLoopback(host) || isUnspoofable(host));
  return `${secure ? "https" : "http"}://${counts ? forwarded : host}${settings.rootPath}`;
}

import type { GatewaySettings } from "../gateway/gateway-options.ts";

/** What tells how a caller reaches the app. */
export interface ReachedBy {
  readonly host: string;
  /** The X-Forwarded-Host header. */
  readonly forwardedHost: string | null;
  /** Whether it came by https. */
  readonly secure: boolean;
}

/** The address of the app as a caller reaches it, without a slash at the end. */
export function rootOf({ host, forwardedHost, secure }: ReachedBy, settings: GatewaySettings): string {
  if (settings.publicUrl !== null) return settings.publicUrl;
  const forwarded = settings.trustProxy ? forwardedHost?.split(",").at(-1)?.trim() : undefined;
  return `${secure ? "https" : "http"}://${forwarded ?? host}${settings.rootPath}`;
}

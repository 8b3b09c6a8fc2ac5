import { isIP } from "node:net";

/** What says which names an app is reached by. */
export interface NameSettings {
  /** The address that the server listens on. */
  readonly host: string;
  readonly publicUrl: string | null;
  /** Names beside: "demo.example", ".example.com" for all below it, "*" for any. */
  readonly allowedHosts?: readonly string[] | undefined;
}

/** Whether a Host, with or without a port, names this app: this machine, the public URL's host, or an allowed one. */
export function isOwnName(host: string, settings: NameSettings): boolean {
  return isLoopback(host) || isGivenName(host, settings);
}

/** Whether the app was told that it is reached by this name. */
export function isGivenName(host: string, { publicUrl, allowedHosts = [] }: NameSettings): boolean {
  const name = hostName(host);
  if (publicUrl !== null && hostName(new URL(publicUrl).host) === name) return true;
  return allowedHosts.some((allowed) => (allowed.startsWith(".") ? name.endsWith(allowed) : allowed === name));
}

/** Whether the app was told its names, so that it answers for no others. */
export function knowsNames({ publicUrl, allowedHosts = [] }: NameSettings): boolean {
  return !allowedHosts.includes("*") && (publicUrl !== null || allowedHosts.length > 0);
}

/** Whether a name or address, with or without a port, means this machine alone. */
export function isLoopback(host: string): boolean {
  const name = hostName(host);
  return name === "localhost" || name.endsWith(".localhost") || name === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(name);
}

/**
 * Whether a Host is one that no web page can bring a browser to send: an address, a name of the local network without a
 * dot, or none.
 */
export function isUnspoofable(host: string): boolean {
  const name = hostName(host).replace(/^\[(.*)\]$/, "$1");
  return name === "" || isIP(name) !== 0 || /^[a-z\d_-]{1,63}$/.test(name);
}

/** The name in a Host header: lower-case, without port and final dot; IPv6 in brackets. */
export function hostName(host: string): string {
  const name = host.toLowerCase();
  // An address without brackets has two colons at least; to look closely at each name would cost every request.
  const colon = name.indexOf(":");
  if (colon !== -1 && name.includes(":", colon + 1) && isIP(name) === 6) return `[${name}]`;
  return name.replace(/:\d+$/, "").replace(/(?<=[^.])\.$/, "");
}

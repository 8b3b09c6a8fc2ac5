import type { CallerData } from "../channel/messages.ts";

/** Who is at the other end of a socket. */
export interface Visitor {
  /** Whose share of the queue a call takes. */
  readonly share: string;
  /** The login that brought the visitor here; null or nothing without one. */
  readonly login?: string | null;
  /** What limits of addresses count the visitor by; null or nothing where the address tells nobody apart. */
  readonly counted?: string | null;
  readonly caller: Omit<CallerData, "session">;
}

const byCookie = "cookie ";
const byAddress = "address ";

/** The share of those whom a cookie tells apart. */
export function cookieShare(cookie: string): string {
  return `${byCookie}${cookie}`;
}

/** The share of those whom nothing but their address tells apart. */
export function addressShare(address: string): string {
  return `${byAddress}${address}`;
}

/** Whether nothing but a cookie tells those of a share apart. */
export function isOfCookie(share: string): boolean {
  return share.startsWith(byCookie);
}

/** Whether nothing but an address tells those of a share apart. */
export function isOfAddress(share: string): boolean {
  return share.startsWith(byAddress);
}

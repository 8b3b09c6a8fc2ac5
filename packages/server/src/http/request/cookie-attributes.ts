/** Where a cookie goes. */
export interface CookiePlace {
  /** Whether the page came by https. */
  readonly secure: boolean;
  /** Whether it is shown in a frame of a page that is listed for that, see `isFramed`. */
  readonly framed: boolean;
}

/**
 * The attributes of our cookies beside name, value and age. In a frame of another site a browser keeps and sends only
 * cookies of `SameSite=None` by https, and those that are `Partitioned` even where it refuses third parties' cookies (CHIPS):
 * each site that shows the app has one of its own.
 */
export function cookieAttributes(path: string, { secure, framed }: CookiePlace): string {
  const inFrame = framed && secure;
  const site = inFrame ? "None" : "Lax";
  return `Path=${path}; HttpOnly; SameSite=${site}${secure ? "; Secure" : ""}${inFrame ? "; Partitioned" : ""}`;
}

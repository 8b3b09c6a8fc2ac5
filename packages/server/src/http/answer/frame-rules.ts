/** What says who may show an app in a frame. */
export interface FrameRules {
  /** The listed origins; null or nothing for the usual rule. */
  readonly frameAncestors?: readonly string[] | null | undefined;
}

const frames: ReadonlySet<string> = new Set(["iframe", "frame", "embed", "object", "fencedframe"]);

/**
 * The sources of `frame-ancestors`; null where everybody may. Left out, `isOpen` decides: an app without a login that others
 * reach may be embedded anywhere, and what is somebody's own, by a login or on their machine, in its own pages alone, so that
 * no page lays it under something else to be clicked.
 */
export function frameSources({ frameAncestors = null }: FrameRules, isOpen: boolean): string | null {
  if (frameAncestors === null) return isOpen ? null : "'self'";
  return frameAncestors.includes("*") ? null : ["'self'", ...frameAncestors].join(" ");
}

/** Whether a page is asked for by a frame, of those who are listed: others are not let show it. */
export function isFramed(fetchDest: string | undefined, { frameAncestors = null }: FrameRules): boolean {
  return frameAncestors !== null && frameAncestors.length > 0 && frames.has(fetchDest ?? "");
}

/** Says to a browser who may show this answer in a frame, where it could be shown at all. */
export function guardFrames(headers: Headers, sources: string | null): void {
  const policy = headers.get("content-security-policy");
  if (sources === null || (policy === null && !/^text\/html\b/.test(headers.get("content-type") ?? ""))) return;
  headers.set("content-security-policy", `${policy === null ? "" : `${policy}; `}frame-ancestors ${sources}`);
  // For what knows no frame-ancestors; it has no words for a list.
  if (sources === "'self'") headers.set("x-frame-options", "SAMEORIGIN");
}

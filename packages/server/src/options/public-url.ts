import { withoutEndSlashes } from "../base/end-slashes.ts";
import type { Environment } from "./launch-environment.ts";

/** How the world reaches the app. */
export interface PublicUrl {
  /** Without a slash at the end. */
  readonly url: string;
  /** Its path: "" or "/app". */
  readonly path: string;
}

/** The URL in the option or in VITRINE_PUBLIC_URL, or null. Throws a `TypeError` for what is no plain http(s) URL. */
export function parsePublicUrl(option: string | undefined, environment: Environment): PublicUrl | null {
  const text = option ?? (environment["VITRINE_PUBLIC_URL"] || undefined);
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain =
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.username === "" &&
    url.password === "" &&
    url.search === "" &&
    url.hash === "";
  if (!plain) {
    const named = option === undefined ? "VITRINE_PUBLIC_URL" : "launch(): publicUrl";
    throw new TypeError(
      `${named} must be an address such as "https://demo.example/app", without login, query or #, got ${JSON.stringify(text)}.`,
    );
  }
  const path = withoutEndSlashes(url.pathname);
  return { url: `${url.origin}${path}`, path };
}

/**
 * The path under which a proxy serves the app, "" for none: the option, else VITRINE_ROOT_PATH, else the path of the public
 * URL. Throws a `TypeError` for what is no path or differs from the public URL's.
 */
export function parseRootPath(
  option: string | undefined,
  environment: Environment,
  publicUrl: PublicUrl | null,
): string {
  const text = option ?? (environment["VITRINE_ROOT_PATH"] || undefined);
  if (text === undefined) return publicUrl?.path ?? "";
  const named = option === undefined ? "VITRINE_ROOT_PATH" : "launch(): rootPath";
  const path = withoutEndSlashes(text);
  if (path !== "" && !isPath(path)) {
    throw new TypeError(`${named} must be a path such as "/app", got ${JSON.stringify(text)}.`);
  }
  if (publicUrl !== null && publicUrl.path !== path) {
    throw new TypeError(
      `${named} is ${JSON.stringify(text)}, but the public URL ${publicUrl.url} has the path ${JSON.stringify(publicUrl.path || "/")}; leave ${named} out.`,
    );
  }
  return path;
}

/** Whether a text is the path of a URL without a slash at the end, dots, a query or encoded parts. */
export function isPath(path: string): boolean {
  // Parsed against a stand-in origin, a plain path comes back unchanged.
  return /^\/[^/]/.test(path) && !path.includes("//") && new URL(path, "http://host").pathname === path;
}

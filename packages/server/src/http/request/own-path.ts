import type { GatewaySettings } from "../../settings/gateway-settings.ts";

/**
 * A path as the app's routes know it: without the one under which the world or a server reaches the app, whether or not
 * a proxy took it away.
 */
export function ownPath(path: string, settings: Pick<GatewaySettings, "rootPath" | "mount">): string {
  return withoutPrefix(path, settings.rootPath) ?? withoutPrefix(path, settings.mount?.path ?? "") ?? path;
}

/** The path by which a Request of this URL finds its route: as Gradio's clients know it, a slash at its end is nothing. */
export function routePath(url: string, settings: Pick<GatewaySettings, "rootPath" | "mount">): string {
  // A Request's address is a whole one, in the URL standard's own spelling.
  const path = ownPath(/^[^:]*:\/\/[^/?#]*([^?#]*)/.exec(url)?.[1] ?? "/", settings);
  if (!path.endsWith("/") || path.endsWith("//")) return path;
  const short = path.slice(0, -1);
  return /^\/(?:config$|login$|gradio_api\/(?!file))/.test(short) ? short : path;
}

/** The rest of a path behind a prefix, "/" at least; null where it lies elsewhere. */
export function withoutPrefix(path: string, prefix: string): string | null {
  if (prefix === "" || !path.startsWith(prefix)) return null;
  const rest = path.slice(prefix.length);
  return rest === "" ? "/" : rest.startsWith("/") ? rest : null;
}

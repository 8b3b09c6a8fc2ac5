import type { GatewaySettings } from "../gateway/gateway-options.ts";

/**
 * A path as the app's routes know it: without the one under which the world or a server reaches the app, whether or not
 * a proxy took it away.
 */
export function ownPath(path: string, settings: Pick<GatewaySettings, "rootPath" | "mount">): string {
  return withoutPrefix(path, settings.rootPath) ?? withoutPrefix(path, settings.mount?.path ?? "") ?? path;
}

/** The rest of a path behind a prefix, "/" at least; null where it lies elsewhere. */
export function withoutPrefix(path: string, prefix: string): string | null {
  if (prefix === "" || !path.startsWith(prefix)) return null;
  const rest = path.slice(prefix.length);
  return rest === "" ? "/" : rest.startsWith("/") ? rest : null;
}

import type { ResolvedLaunchOptions } from "../options/launch-options.ts";

type Asked = Pick<ResolvedLaunchOptions, "observe" | "publicUrl" | "trustProxy" | "login">;

/**
 * The address at which the operator may change the app while it runs, with the token that proves it; null where there is
 * nothing to change, where users are named for that, and where nobody could look. `url` is where the app listens.
 */
export function monitorLink(
  { functions }: { readonly functions: readonly { readonly batch: boolean }[] },
  { observe, publicUrl, trustProxy, login }: Asked,
  url: string,
): string | null {
  const { monitor } = observe;
  if (monitor?.token === undefined || monitor.users !== null || !functions.some(({ batch }) => batch)) return null;
  // There nobody counts as this machine, see `isFromHere`.
  const isRemote = publicUrl !== null && !trustProxy;
  if (isRemote && login === null) return null;
  return `${isRemote ? publicUrl : url}/?view=monitor&token=${monitor.token}`;
}

/** What the log says of it. */
export function monitorLine(link: string): string {
  return `To change how batches gather while it runs, by whoever has this link: ${link}`;
}

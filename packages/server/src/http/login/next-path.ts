/**
 * Where a visitor goes after the login: a path of the app itself with its query. "/" for anything that a browser could
 * take for another place.
 */
export function nextPath(asked: string | null): string {
  const home = "http://app.invalid";
  if (asked === null || asked.length > 2000 || !URL.canParse(asked, home) || !asked.startsWith("/")) return "/";
  const { origin, pathname, search } = new URL(asked, home);
  const isOwn = origin === home && !pathname.startsWith("//") && !/^\/(?:login|logout)(?:\/|$)/.test(pathname);
  return isOwn ? `${pathname}${search}` : "/";
}

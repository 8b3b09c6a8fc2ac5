import type { ObserveSettings } from "../settings/observe-settings.ts";
import type { ResolvedLogin } from "./auth-options.ts";
import { wrong, type OptionCheck } from "../base/option-checks.ts";
import { showValue } from "../base/show-value.ts";

/** What an operator may see of an app, and where. */
export interface ObserveOptions {
  /**
   * The operator's page at `?view=monitor`: false takes it away, `{ users: ["ann"] }` keeps it for these users. Left out,
   * it is for this machine alone, and with a login also for every user to look at.
   */
  readonly monitor?: boolean | { readonly users: readonly string[] } | undefined;
  /** Lets everyone read `/metrics` and the details of `/readyz`, which else are for this machine and for users. */
  readonly publicMetrics?: boolean | undefined;
  /** Prints a line of JSON for every call that ended or was refused, without inputs and outputs. */
  readonly logCalls?: boolean | undefined;
}

/** Takes true, false, or a list of users. */
export const checkMonitor: OptionCheck = (value) => {
  if (typeof value === "boolean") return null;
  const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const users: unknown =
    keys.length === 1 && typeof value === "object" && value !== null ? Reflect.get(value, "users") : null;
  const fits =
    Array.isArray(users) && users.length > 0 && users.every((user) => typeof user === "string" && user.trim() !== "");
  return fits ? null : wrong('true, false or an object such as { users: ["ann"] }', value);
};

/** The options with the defaults filled in. Throws a `TypeError` for users whom nobody can log in as. */
export function resolveObserve(
  where: string,
  { monitor = true, publicMetrics = false, logCalls = false }: ObserveOptions,
  login: ResolvedLogin | null,
): ObserveSettings {
  const users = typeof monitor === "boolean" ? null : monitor.users.map((user) => user.trim());
  if (users !== null && login === null) {
    throw new TypeError(
      `${where}: monitor names users, but the app has no login; give auth as well, or leave users out.`,
    );
  }
  const by = login?.settings.by;
  const missing = by?.kind === "digests" && users?.find((user) => !by.digests.some((known) => known.user === user));
  if (typeof missing === "string") {
    throw new TypeError(
      `${where}: monitor names the user ${showValue(missing)}, whom auth does not have; add a password there.`,
    );
  }
  return { monitor: monitor === false ? null : { users }, publicMetrics, logCalls };
}

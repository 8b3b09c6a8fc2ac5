import { randomBytes } from "node:crypto";
import { digestOf } from "../settings/digest.ts";
import type { LoginSettings } from "../settings/login-settings.ts";
import { showValue } from "../base/show-value.ts";

/** Whether a name and a password are those of a user; a rejection or 5 s without an answer is a 503. */
export type AuthCallback = (user: string, password: string) => boolean | Promise<boolean>;

/** A request as the app's own login sees it, with its Cookie and Authorization headers. */
export interface AuthRequest {
  readonly headers: Headers;
  readonly address: string;
}

/** Who sends a request: the user's name, null for nobody. */
export type AuthDependency = (request: AuthRequest) => string | null | Promise<string | null>;

/** Who may use an app. */
export interface AuthOptions {
  /** One pair of name and password, several, a record of passwords by name, or a function that decides. */
  readonly auth?:
    | readonly [user: string, password: string]
    | readonly (readonly [user: string, password: string])[]
    | Readonly<Record<string, string>>
    | AuthCallback
    | undefined;
  /** What the login page says above the fields. Plain text. */
  readonly authMessage?: string | undefined;
  /** Knows users by their requests, for apps behind a login that is there already. Instead of `auth`. */
  readonly authDependency?: AuthDependency | undefined;
}

/** A login with its functions, which stay in the script. */
export interface ResolvedLogin {
  readonly settings: LoginSettings;
  readonly callback: AuthCallback | null;
  readonly dependency: AuthDependency | null;
}

/** The login that options ask for; null for none. Throws a `TypeError` that names the option and never a password. */
export function resolveAuth(where: string, { auth, authMessage, authDependency }: AuthOptions): ResolvedLogin | null {
  if (auth !== undefined && authDependency !== undefined) {
    throw new TypeError(`${where}: auth and authDependency exclude each other; give one of them.`);
  }
  if (auth === undefined && authDependency === undefined) {
    if (authMessage === undefined) return null;
    throw new TypeError(`${where}: authMessage stands on the login page; give auth as well, or leave it out.`);
  }
  const key = randomBytes(32).toString("hex");
  const cookieName = `vitrine_login_${randomBytes(4).toString("hex")}`;
  const settings = (by: LoginSettings["by"]): LoginSettings => ({ by, key, cookieName, message: authMessage ?? null });
  if (authDependency !== undefined) {
    return { settings: settings({ kind: "request" }), callback: null, dependency: authDependency };
  }
  if (typeof auth === "function") {
    return { settings: settings({ kind: "callback" }), callback: auth, dependency: null };
  }
  const pairs = readPairs(where, auth);
  const digests = pairs.map(([user, password]) => ({ user, digest: digestOf(key, user, password) }));
  return { settings: settings({ kind: "digests", digests }), callback: null, dependency: null };
}

function readPairs(where: string, auth: unknown): (readonly [string, string])[] {
  const pairs: unknown[] = Array.isArray(auth)
    ? auth.length === 2 && auth.every((part) => typeof part === "string")
      ? [auth]
      : auth
    : Object.entries(auth ?? {});
  if (pairs.length === 0 || !pairs.every(isPair)) {
    const found = Array.isArray(auth) ? "a list with something else in it" : showValue(typeof auth);
    throw new TypeError(
      `${where}: auth must be ["name", "password"], a list of such pairs, a record of passwords by name, or a function, ` +
        `all names and passwords filled in, got ${found}.`,
    );
  }
  const named = pairs.map(([user, password]) => [user.trim(), password] as const);
  const twice = named.find(([user], index) => named.findIndex(([other]) => other === user) !== index);
  if (twice !== undefined) {
    throw new TypeError(`${where}: auth has the name ${showValue(twice[0])} twice; a user has one password.`);
  }
  return named;
}

function isPair(value: unknown): value is readonly [string, string] {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((part) => typeof part === "string" && part.trim() !== "") &&
    value[0].length <= 200
  );
}

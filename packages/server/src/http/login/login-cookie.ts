import { fittingHeap } from "../../budgets/limits.ts";
import type { Identity } from "../../context/identity.ts";
import { createHmac } from "node:crypto";
import type { Clock } from "../../clock/clock.ts";
import { cookieAttributes, type CookiePlace } from "../request/cookie-attributes.ts";
import { sameDigest } from "../../settings/digest.ts";

/** What cookies of logins are made with. */
export interface LoginCookieOptions {
  readonly name: string;
  /** Known to the server alone. */
  readonly key: string;
  /** Under which it is sent: "/" or "/app/". */
  readonly path: string;
  readonly clock: Clock;
  readonly randomId: () => string;
}

const validMs = 86_400_000;
const mostEnded = fittingHeap(100_000, 512);

/**
 * The cookie of a login: user, login, and end, signed with HMAC-SHA-256. The values hold neither "=" nor ",", where
 * Gradio's JavaScript client would cut them.
 */
export class LoginCookie {
  readonly #options: LoginCookieOptions;
  // Logins that were ended before their time, oldest first, by the time at which they are over anyway.
  readonly #ended = new Map<string, number>();

  constructor(options: LoginCookieOptions) {
    this.#options = options;
  }

  /** The login in a Cookie header; null where none is valid: forged, over, or logged out. */
  read(header: string | null): Identity | null {
    const prefix = `${this.#options.name}=`;
    for (const part of (header ?? "").split(";")) {
      const text = part.trim();
      const identity = text.startsWith(prefix) ? this.#open(text.slice(prefix.length)) : null;
      if (identity !== null) return identity;
    }
    return null;
  }

  /** The Set-Cookie header of a new login, valid a day. */
  print(user: string, place: CookiePlace): string {
    const { clock, randomId } = this.#options;
    const name = Buffer.from(user).toString("base64url");
    const content = `${name}.${randomId()}.${Math.round(clock.now() + validMs)}`;
    return this.#header(`${content}.${this.#sign(content)}`, validMs / 1000, place);
  }

  /** The Set-Cookie header that removes it. */
  clear(place: CookiePlace): string {
    return this.#header("", 0, place);
  }

  /** Ends a login before its time. */
  end(login: string): void {
    const now = this.#options.clock.now();
    for (const [known, until] of this.#ended) {
      if (until > now && this.#ended.size < mostEnded) break;
      this.#ended.delete(known);
    }
    this.#ended.set(login, now + validMs);
  }

  #open(value: string): Identity | null {
    const [name = "", login = "", until = "", signature = ""] = value.split(".");
    if (!sameDigest(signature, this.#sign(`${name}.${login}.${until}`))) return null;
    if (!(Number(until) > this.#options.clock.now()) || this.#ended.has(login)) return null;
    return { user: Buffer.from(name, "base64url").toString("utf8"), login };
  }

  #header(value: string, seconds: number, place: CookiePlace): string {
    const { name, path } = this.#options;
    return `${name}=${value}; Max-Age=${seconds}; ${cookieAttributes(path, place)}`;
  }

  #sign(content: string): string {
    return createHmac("sha256", this.#options.key).update(`cookie ${content}`).digest("hex");
  }
}

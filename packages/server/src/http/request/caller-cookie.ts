import { createHmac } from "node:crypto";
import { cookieAttributes, type CookiePlace } from "./cookie-attributes.ts";
import { sameDigest } from "../../settings/digest.ts";

/** What a cookie of callers is made with. */
export interface CallerCookieOptions {
  /** Differs between apps on one host, whose cookies share a jar. */
  readonly name: string;
  /** Known to the server alone. */
  readonly key: string;
  /** Under which it is sent: "/" or "/app/". */
  readonly path: string;
}

/** The signed cookie that tells anonymous callers apart, so that those behind one address each have their share. */
export class CallerCookie {
  readonly #options: CallerCookieOptions;

  constructor(options: CallerCookieOptions) {
    this.#options = options;
  }

  /** The caller in a Cookie header; null where there is none or its signature is not ours. */
  read(header: string | null): string | null {
    const prefix = `${this.#options.name}=`;
    for (const part of (header ?? "").split(";")) {
      const text = part.trim();
      if (!text.startsWith(prefix)) continue;
      const [caller = "", signature = ""] = text.slice(prefix.length).split(".");
      if (sameDigest(signature, this.#sign(caller))) return caller;
    }
    return null;
  }

  /** The Set-Cookie header for a caller. */
  print(caller: string, place: CookiePlace): string {
    const { name, path } = this.#options;
    return `${name}=${caller}.${this.#sign(caller)}; ${cookieAttributes(path, place)}`;
  }

  #sign(caller: string): string {
    return createHmac("sha256", this.#options.key).update(caller).digest("hex");
  }
}

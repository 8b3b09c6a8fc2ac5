import type { Context } from "hono";
import { problem } from "../answer/problem.ts";
import type { Identity } from "../../context/identity.ts";
import type { Asker, LoginDesk, Recognition } from "./login-checks.ts";

/** What everyone may ask for; all else is behind the login. */
export const openPaths: readonly string[] = ["/login", "/login/", "/login/style.css", "/logout", "/healthz"];

/** What is asked by programs that watch the app: open to this machine, see `isFromHere`, and behind the login to others. */
export const watchPaths: readonly string[] = ["/readyz", "/metrics"];

/** What the gate is made of. */
export interface GateOptions {
  readonly desk: LoginDesk;
  /** "" or "/app". */
  readonly rootPath: string;
  /** The author's words for those who are not logged in. */
  readonly message: string | null;
}

const texts: Readonly<Record<Exclude<Recognition["is"], "known">, string>> = {
  stranger: "Not authenticated",
  wrong: "Incorrect credentials.",
  "too-many": "Too many wrong tries. Wait a minute, then try again.",
  "no-answer": "The app could not check who you are. Try again in a moment.",
};

const howToLogIn = "This app has a login. Send a name and a password by HTTP Basic, or the cookie of a login.";

/** Lets users pass, and sends everyone else to the login. */
export class Gate {
  readonly #options: GateOptions;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** The user of a request for a path of the app, or the answer to whoever is none. */
  async pass(c: Context, path: string, asker: Asker): Promise<Identity | Response> {
    const basic = takesBasic(path);
    const found = await this.#options.desk.recognize(c.req.raw.headers, asker, basic);
    if (found.is === "known") return found.identity;
    const wantsPage = c.req.method === "GET" && (c.req.header("accept") ?? "").includes("text/html");
    if (found.is === "stranger" && wantsPage) return this.#toLogin(path, new URL(c.req.url).search);
    const response = this.#refuse(found.is, path);
    if (found.is === "too-many") response.headers.set("retry-after", String(Math.ceil(found.waitMs / 1000)));
    // A browser would open a window of its own for the password.
    if (response.status === 401 && basic && c.req.header("sec-fetch-site") === undefined) {
      response.headers.set("www-authenticate", 'Basic realm="Vitrine", charset="UTF-8"');
    }
    response.headers.set("cache-control", "no-store");
    return response;
  }

  /** The user of an upgrade; null for everyone else. */
  async passSocket(headers: Headers, asker: Asker): Promise<Identity | null> {
    const found = await this.#options.desk.recognize(headers, asker, false);
    return found.is === "known" ? found.identity : null;
  }

  #refuse(is: keyof typeof texts, path: string): Response {
    const status = is === "too-many" ? 429 : is === "no-answer" ? 503 : 401;
    const message = this.#options.message ?? texts[is];
    if (path.startsWith("/api/")) {
      const code = status === 429 ? "too-many-tries" : status === 503 ? "no-answer" : "login";
      const hint = status === 401 && this.#options.message !== null ? ` ${this.#options.message}` : "";
      return problem({ code, message: `${is === "stranger" ? howToLogIn : texts[is]}${hint}` });
    }
    const detail = status === 401 ? { error: texts[is], auth_message: message } : texts[is];
    return Response.json({ detail }, { status });
  }

  #toLogin(path: string, search: string): Response {
    const next = path === "/" && search === "" ? "" : `?next=${encodeURIComponent(path + search)}`;
    const location = `${this.#options.rootPath}/login${next}`;
    return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
  }
}

function takesBasic(path: string): boolean {
  return /^\/(?:api|gradio_api)\/|^\/(?:config|openapi\.json)$/.test(path) || watchPaths.includes(path);
}

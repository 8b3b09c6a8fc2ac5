import type { Readable } from "node:stream";
import { Hono, type Context } from "hono";
import type { Clock } from "../../clock/clock.ts";
import { BodyError, readText } from "../request/read-json.ts";
import type { CookiePlace } from "../request/cookie-attributes.ts";
import { pageHeaders } from "../page/page.ts";
import type { LoginCookie } from "./login-cookie.ts";
import type { Asker, LoginDesk, Recognition } from "./login-checks.ts";
import { printLoginPage, printLogoutPage } from "./login-page.ts";
import type { LoginSettings } from "../../settings/login-settings.ts";
import { loginStyle } from "./login-style.ts";
import { nextPath } from "./next-path.ts";

/** What the routes of the login need. */
export interface LoginRoutesOptions {
  readonly settings: LoginSettings;
  readonly desk: LoginDesk;
  readonly cookie: LoginCookie;
  readonly clock: Clock;
  readonly title: string;
  /** "" or "/app". */
  readonly rootPath: string;
  readonly bodyOf: (c: Context) => Readable;
  /** Where a request comes from, and where its cookies go. */
  readonly peerOf: (c: Context) => Asker & CookiePlace;
  /** Ends the sockets of a login. */
  readonly end: (login: string) => void;
}

type Answer = Exclude<Recognition, { is: "known" }>;

const formBytes = 16_384;
const formMs = 10_000;
const usualMessage = "The owner of this demo has given you a name and a password.";
const texts: Readonly<Record<Answer["is"], string>> = {
  stranger: "Name and password do not match.",
  wrong: "Name and password do not match.",
  "too-many": "Too many wrong tries. Wait a minute, then try again.",
  "no-answer": "The app could not check your name and password. Try again in a moment.",
};

/** The routes that are open to everyone: the login page, its style sheet, the login itself, and the logout. */
export function loginRoutes(options: LoginRoutesOptions): Hono {
  const { settings, desk, cookie, rootPath, title, peerOf } = options;
  const routes = new Hono();
  const form = settings.by.kind !== "request";

  const page = (status: number, next: string, problem: string | null, user: string): Response =>
    html(
      status,
      printLoginPage({ title, rootPath, next, problem, user, form, message: settings.message ?? usualMessage }),
    );

  const show = async (c: Context): Promise<Response> => {
    const next = nextPath(c.req.query("next") ?? null);
    const known = await desk.recognize(c.req.raw.headers, peerOf(c), false);
    if (known.is === "known") return c.redirect(`${rootPath}${next}`, 302);
    return page(200, next, form ? null : "This app's own login decides who may see it. Sign in there.", "");
  };

  const take = async (c: Context): Promise<Response> => {
    if (!form) return c.json({ detail: "This app takes no names and passwords." }, 404);
    const peer = peerOf(c);
    const fields = await readForm(options.bodyOf(c), c.req.raw.headers, options.clock);
    const [user, password] = [fields.get("username"), fields.get("password")];
    const missing = user === null ? "username" : password === null ? "password" : null;
    if (user === null || password === null) {
      return c.json({ detail: [{ type: "missing", loc: ["body", missing], msg: "Field required", input: null }] }, 422);
    }
    const next = nextPath(fields.get("next"));
    const browser = (c.req.header("accept") ?? "").includes("text/html");
    const found = await desk.check(user, password, peer);
    const response = found.is === "known" ? welcome(browser, next) : refuse(found, browser, next, user);
    if (found.is === "known") response.headers.append("set-cookie", cookie.print(found.identity.user, peer));
    if (found.is === "too-many") response.headers.set("retry-after", String(Math.ceil(found.waitMs / 1000)));
    response.headers.set("cache-control", "no-store");
    return response;
  };

  const welcome = (browser: boolean, next: string): Response =>
    browser
      ? new Response(null, { status: 303, headers: { location: `${rootPath}${next}` } })
      : Response.json({ success: true });

  const refuse = (found: Answer, browser: boolean, next: string, user: string): Response => {
    const status = found.is === "too-many" ? 429 : found.is === "no-answer" ? 503 : 401;
    if (browser) return page(status, next, texts[found.is], user.slice(0, 200));
    return Response.json({ detail: status === 401 ? "Incorrect credentials." : texts[found.is] }, { status });
  };

  const home = (): Response =>
    new Response(null, { status: 303, headers: { location: `${rootPath}/`, "cache-control": "no-store" } });

  // A picture in a text, or another site's link, is a GET: that ends nothing.
  const askToLeave = (c: Context): Response => {
    const identity = cookie.read(c.req.header("cookie") ?? null);
    return identity === null ? home() : html(200, printLogoutPage({ title, rootPath, user: identity.user }));
  };

  const leave = (c: Context): Response => {
    const identity = cookie.read(c.req.header("cookie") ?? null);
    if (identity !== null && identity.login !== null) {
      cookie.end(identity.login);
      options.end(identity.login);
    }
    const response = home();
    response.headers.append("set-cookie", cookie.clear(peerOf(c)));
    return response;
  };

  routes.onError((error) => {
    if (error instanceof BodyError) return Response.json({ detail: error.message }, { status: error.status });
    throw error;
  });
  for (const path of ["/login", "/login/"]) {
    routes.get(path, show);
    routes.post(path, take);
  }
  routes.get("/login/style.css", () => {
    const headers = { ...pageHeaders, "content-type": "text/css; charset=utf-8", "cache-control": "max-age=3600" };
    return new Response(loginStyle, { headers });
  });
  routes.get("/logout", askToLeave);
  routes.post("/logout", leave);
  return routes;
}

function html(status: number, text: string): Response {
  const headers = { ...pageHeaders, "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
  return new Response(text, { status, headers });
}

/** The text fields of a form, urlencoded or multipart, of 16 kB at most. Rejects with a `BodyError`. */
async function readForm(body: Readable, headers: Headers, clock: Clock): Promise<FormTexts> {
  const type = headers.get("content-type") ?? "";
  if (!/^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) {
    throw new BodyError(415, "Send the fields username and password as application/x-www-form-urlencoded.");
  }
  const limits = { bytes: formBytes, ms: formMs, clock };
  const text = await readText(body, Number(headers.get("content-length") ?? 0), limits);
  try {
    const form = await new Response(text, { headers: { "content-type": type } }).formData();
    return {
      get(name) {
        const value = form.get(name);
        return typeof value === "string" ? value : null;
      },
    };
  } catch {
    throw new BodyError(400, "The form is broken. Send it again.");
  }
}

interface FormTexts {
  get(name: string): string | null;
}

import type { Hono } from "hono";
import { request as askRaw, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import type * as App from "../../serve/app.ts";
import { openPaths, watchPaths } from "./gate.ts";
import { browser, cookieOf, logIn, start, users } from "./test-login.ts";

vi.setConfig({ testTimeout: 30_000 });

const made = vi.hoisted(() => ({ apps: [] as Pick<Hono, "routes">[] }));
vi.mock("../../serve/app.ts", async (original) => {
  const real = await original<typeof App>();
  const createHttpApp: typeof App.createHttpApp = (options) => {
    const app = real.createHttpApp(options);
    made.apps.push(app);
    return app;
  };
  return { ...real, createHttpApp };
});

test("every route but the written ones is behind the login, whatever the method", async () => {
  const folder = await mkdtemp(join(tmpdir(), "vitrine-static-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "a.txt"), "public");
  const url = await start({ ...users, staticFiles: { "/pub": folder } });
  const { routes } = made.apps.at(-1)!;
  const paths = routes.map(({ path }) => path.replace(/:\w+/g, "x").replace(/\/?\*$/, "/gradio_api/file=x"));
  const asked = [...new Set([...paths, "/pub/a.txt", "/assets/x.js", "/nothing"])].filter(
    (path) => !openPaths.includes(path),
  );
  expect(asked.length).toBeGreaterThan(30);
  const notRefused = async (headers: Record<string, string>): Promise<string[]> => {
    const answers = asked.flatMap((path) =>
      ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].map(async (method) => {
        const { status } = await fetch(`${url}${path}`, { method, headers });
        return status === 401 ? [] : [path];
      }),
    );
    return [...new Set((await Promise.all(answers)).flat())];
  };
  expect(await notRefused({ "x-forwarded-for": "127.0.0.1" })).toEqual([]);
  // What watches the app on its own machine needs no password.
  expect(await notRefused({})).toEqual(watchPaths);
  const socket = new WebSocket(`${url.replace("http", "ws")}/_vitrine/socket`);
  const [error] = (await once(socket, "error")) as [Error];
  expect(error.message).toContain("401");
});

test.each([
  "//config",
  "/login/../config",
  "/login%2f..%2fconfig",
  "/login/style.css/../../config",
  "/healthz/../pub/a.txt",
  "/%6cogin/../config",
  "/config/",
  "/config%00",
  "/;/config",
  "/login;/../config",
  "/LOGIN",
])("no spelling of a path leads around the login: %s", async (path) => {
  const url = await start(users);
  const { port } = new URL(url);
  // `fetch` would clean the path.
  const request = askRaw({ port, path }).end();
  const [{ statusCode }] = (await once(request, "response")) as [IncomingMessage];
  request.destroy();
  expect([statusCode, path]).toEqual([401, path]);
});

test("clients are told as Gradio tells them, browsers are led to the login and back", async () => {
  const url = await start({ ...users, authMessage: "Ask <i>Eve</i>" });
  const config = await fetch(`${url}/config`);
  expect(await config.json()).toEqual({ detail: { error: "Not authenticated", auth_message: "Ask <i>Eve</i>" } });
  const led = await fetch(`${url}/?view=api`, { headers: browser, redirect: "manual" });
  expect([led.status, led.headers.get("location")]).toEqual([303, "/login?next=%2F%3Fview%3Dapi"]);
  const page = await fetch(`${url}${led.headers.get("location")}`);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(page.headers.get("referrer-policy")).toBe("same-origin");
  const html = await page.text();
  expect(html).toContain("Sign in to Echo &lt;b&gt;&quot;&amp;");
  expect(html).toContain("Ask &lt;i&gt;Eve&lt;/i&gt;");
  expect(html).not.toContain("<script");
  const back = await logIn(url, "ann", "secret of ann", { headers: browser, next: "/?view=api" });
  expect([back.status, back.headers.get("location")]).toEqual([303, "/?view=api"]);
  const cookie = back.headers.get("set-cookie")!;
  expect(cookie).toMatch(/^vitrine_login_[0-9a-f]{8}=[^=,;]+; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/);
  const mine = await fetch(`${url}/config`, { headers: { cookie: cookie.split(";")[0]! } });
  expect(await mine.json()).toMatchObject({ username: "ann" });
});

test.each([
  "//evil.test",
  "////evil.test",
  "/\\evil.test",
  "https:evil.test",
  "https://evil.test",
  "/..//evil.test",
  "/\t/evil.test",
  "/\r\nSet-Cookie: a=b",
  "/logout",
  "javascript:alert(1)",
])("after the login nobody is led to %j", async (next) => {
  const url = await start(users);
  const response = await logIn(url, "ann", "secret of ann", { headers: browser, next });
  const target = new URL(response.headers.get("location")!, url);
  expect(target.origin).toBe(url);
  expect(target.pathname).not.toBe("/logout");
  expect(response.headers.getSetCookie()).toHaveLength(1);
  const page = await fetch(`${url}/login?next=${encodeURIComponent(`${next}"><script>`)}`);
  expect(await page.text()).not.toContain("<script");
});

test("wrong names and wrong passwords get the same answer, in both forms and both kinds of body", async () => {
  const url = await start(users);
  const form = new FormData();
  form.append("username", "ann");
  form.append("password", "wrong");
  const answers = await Promise.all([
    logIn(url, "ann", "wrong"),
    logIn(url, "nobody", "wrong"),
    logIn(url, "__proto__", "x"),
    fetch(`${url}/login/`, { method: "POST", body: form }),
  ]);
  for (const answer of answers) {
    expect(answer.status).toBe(401);
    // oxlint-disable-next-line no-await-in-loop -- answers are there already
    expect(await answer.json()).toEqual({ detail: "Incorrect credentials." });
    expect(answer.headers.has("set-cookie")).toBe(false);
  }
  const shown = await logIn(url, '"><script>alert(1)</script>', "x", { headers: browser });
  expect(shown.status).toBe(401);
  const html = await shown.text();
  expect(html).toContain("Name and password do not match.");
  expect(html).not.toContain("<script");
  form.set("password", "secret of ann");
  const right = await fetch(`${url}/login`, { method: "POST", body: form });
  expect([right.status, await right.json()]).toEqual([200, { success: true }]);
  const missing = await fetch(`${url}/login`, { method: "POST", body: new URLSearchParams({ username: "u" }) });
  expect(missing.status).toBe(422);
  const json = await fetch(`${url}/login`, {
    method: "POST",
    body: "{}",
    headers: { "content-type": "application/json" },
  });
  expect(json.status).toBe(415);
  const huge = await logIn(url, "ann", "x".repeat(20_000));
  expect(huge.status).toBe(413);
  const broken = await fetch(`${url}/login`, {
    method: "POST",
    body: "x",
    headers: { "content-type": "multipart/form-data" },
  });
  expect(broken.status).toBe(400);
});

test("a forged, cut or foreign cookie opens nothing", async () => {
  const url = await start(users);
  const cookie = await cookieOf(url, "ann");
  const other = await cookieOf(await start(users), "ann");
  const [, content = ""] = /=(.*)\.[^.]*$/.exec(cookie) ?? [];
  const bob = cookie.replace(content.split(".")[0]!, Buffer.from("bob").toString("base64url"));
  const name = cookie.split("=")[0]!;
  for (const wrong of [
    `${cookie.slice(0, -1)}x`,
    cookie.slice(0, -1),
    bob,
    `${name}=${other.split("=")[1]!}`,
    `${name}=`,
    `${name}=a.b.c.d`,
  ]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other is easier to read in a failure
    expect((await fetch(`${url}/config`, { headers: { cookie: wrong } })).status).toBe(401);
  }
  expect((await fetch(`${url}/config`, { headers: { cookie: `x=1; ${cookie}` } })).status).toBe(200);
});

test("the logout ends the login and its sockets, and no other", async () => {
  const url = await start(users);
  const [ann, again] = [await cookieOf(url, "ann"), await cookieOf(url, "ann")];
  const open = async (cookie: string): Promise<WebSocket> => {
    const socket = new WebSocket(`${url.replace("http", "ws")}/_vitrine/socket`, { headers: { cookie } });
    await once(socket, "open");
    return socket;
  };
  const [left, kept] = [await open(ann), await open(again)];
  const closed = once(left, "close");
  const out = await fetch(`${url}/logout`, { method: "POST", headers: { cookie: ann }, redirect: "manual" });
  expect([out.status, out.headers.get("location")]).toEqual([303, "/"]);
  expect(out.headers.get("set-cookie")).toContain("Max-Age=0");
  expect((await closed)[0]).toBe(4003);
  expect((await fetch(`${url}/config`, { headers: { cookie: ann } })).status).toBe(401);
  expect((await fetch(`${url}/config`, { headers: { cookie: again } })).status).toBe(200);
  expect(kept.readyState).toBe(WebSocket.OPEN);
  kept.terminate();
});

test.each([
  ["a picture in a text", { "sec-fetch-site": "same-origin", "sec-fetch-dest": "image", "sec-fetch-mode": "no-cors" }],
  [
    "another site's link",
    { "sec-fetch-site": "cross-site", "sec-fetch-dest": "document", referer: "https://evil.test/" },
  ],
  ["an address that is typed", { accept: "text/html", "sec-fetch-site": "none", "sec-fetch-dest": "document" }],
])("%s logs nobody out: a GET shows a page with a button", async (_, headers) => {
  const url = await start(users);
  const cookie = await cookieOf(url, "ann");
  const page = await fetch(`${url}/logout`, { headers: { ...headers, cookie }, redirect: "manual" });
  expect(page.status).toBe(200);
  expect(page.headers.has("set-cookie")).toBe(false);
  const html = await page.text();
  expect(html).toContain('<form method="post" action="/logout"');
  expect(html).toContain("You are logged in as ann.");
  expect(html).toContain("Log out of Echo &lt;b&gt;&quot;&amp;");
  for (const origin of ["https://evil.test", "null"]) {
    // oxlint-disable-next-line no-await-in-loop -- two origins
    const foreign = await fetch(`${url}/logout`, { method: "POST", headers: { cookie, origin }, redirect: "manual" });
    expect(foreign.status).toBe(403);
  }
  expect((await fetch(`${url}/config`, { headers: { cookie } })).status).toBe(200);
});

test("below a path the login, its way back and its cookie stay there", async () => {
  const url = await start({ ...users, rootPath: "/app" });
  const led = await fetch(`${url}/app/?view=api`, { headers: browser, redirect: "manual" });
  expect(led.headers.get("location")).toBe("/app/login?next=%2F%3Fview%3Dapi");
  const html = await (await fetch(`${url}/app/login`)).text();
  expect(html).toContain('action="/app/login"');
  expect(html).toContain('href="/app/login/style.css"');
  expect((await fetch(`${url}/app/login/style.css`)).headers.get("content-type")).toBe("text/css; charset=utf-8");
  const back = await logIn(`${url}/app`, "ann", "secret of ann", { headers: browser, next: "/?view=api" });
  expect(back.headers.get("location")).toBe("/app/?view=api");
  expect(back.headers.get("set-cookie")).toContain("; Path=/app/;");
  for (const method of ["GET", "POST"]) {
    // oxlint-disable-next-line no-await-in-loop -- two ways
    const out = await fetch(`${url}/app/logout`, { method, redirect: "manual" });
    expect([out.status, out.headers.get("location")]).toEqual([303, "/app/"]);
  }
});

test("Gradio's own questions about the user are answered", async () => {
  const url = await start(users);
  const headers = { cookie: await cookieOf(url, "ann") };
  const ask = async (path: string): Promise<unknown> => (await fetch(`${url}${path}`, { headers })).json();
  expect(await ask("/gradio_api/user")).toBe("ann");
  expect(await ask("/login_check")).toEqual({ status: true });
  const token = (await ask("/token")) as { user: string; token: string };
  expect(token.user).toBe("ann");
  const name = headers.cookie.split("=")[0]!;
  const stolen = await fetch(`${url}/config`, { headers: { cookie: `${name}=${token.token}` } });
  expect(stolen.status).toBe(401);
  const open = await start({});
  expect(await (await fetch(`${open}/gradio_api/user`)).json()).toBeNull();
});

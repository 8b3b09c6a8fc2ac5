import { expect, test, vi } from "vitest";
import { launchApp, launchDirect } from "../../launch/launch.ts";
import { basic, cookieOf, logIn, start, users } from "./test-login.ts";

vi.setConfig({ testTimeout: 30_000 });

function from(address: string): Record<string, string> {
  return { "x-forwarded-for": address, host: "demo.example" };
}

test("after ten wrong tries an address waits, whatever it sends, and others do not", async () => {
  const url = await start({ ...users, trustProxy: true, publicUrl: "https://demo.example" });
  const tries = Array.from({ length: 20 }, (_, index) =>
    index % 2 === 0
      ? logIn(url, `name ${index}`, "wrong", { headers: from(`192.0.2.1:${index + 1}`) })
      : fetch(`${url}/config`, { headers: { ...from("192.0.2.1"), ...basic("ann", `wrong ${index}`) } }),
  );
  const statuses = (await Promise.all(tries)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  const right = await logIn(url, "ann", "secret of ann", { headers: from("192.0.2.1") });
  expect(right.status).toBe(429);
  expect(Number(right.headers.get("retry-after"))).toBeGreaterThan(0);
  const api = await fetch(`${url}/api/predict`, {
    method: "POST",
    headers: { ...from("192.0.2.1"), ...basic("ann", "secret of ann") },
  });
  expect([api.status, api.headers.get("content-type")]).toEqual([429, "application/problem+json"]);
  expect(Number(api.headers.get("retry-after"))).toBeGreaterThan(30);
  const elsewhere = await logIn(url, "ann", "secret of ann", { headers: from("192.0.2.2") });
  expect(elsewhere.status).toBe(200);
  expect(elsewhere.headers.get("set-cookie")).toMatch(/; Secure$/);
});

test("where addresses tell nobody apart, guesses keep nobody out", async () => {
  const url = await start({ ...users, publicUrl: "https://demo.example" });
  const guess = async (index: number): Promise<number> => (await logIn(url, "ann", `wrong ${index}`)).status;
  const guesses = await Promise.all(Array.from({ length: 10 }, (_, index) => guess(index)));
  expect(new Set(guesses)).toEqual(new Set([401]));
  const [right, wrong] = await Promise.all([logIn(url, "ann", "secret of ann"), logIn(url, "ann", "wrong")]);
  expect([right.status, wrong.status]).toEqual([200, 429]);
  expect(Number(wrong.headers.get("retry-after"))).toBeGreaterThan(0);
  await cookieOf(url, "bob");
});

test("HTTP Basic opens the API; functions are told the user", async () => {
  const url = await start({ ...users, authMessage: "Ask Eve." });
  const call = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${url}/api/predict`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ text: "hi" }),
    });
  const closed = await call({});
  expect([closed.status, closed.headers.get("www-authenticate")]).toEqual([
    401,
    'Basic realm="Vitrine", charset="UTF-8"',
  ]);
  expect(closed.headers.get("content-type")).toBe("application/problem+json");
  expect(await closed.json()).toEqual({
    type: "about:blank",
    title: "Unauthorized",
    status: 401,
    code: "login",
    detail: expect.stringMatching(/HTTP Basic.* Ask Eve\.$/),
  });
  expect(await (await call(basic("ann", "secret of ann"))).json()).toMatchObject({ data: { user: "ann" } });
  expect(await (await call({ cookie: await cookieOf(url, "bob") })).json()).toMatchObject({ data: { user: "bob" } });
  expect((await call(basic("ann", "secret of bob"))).status).toBe(401);
  expect((await fetch(url, { headers: basic("ann", "secret of ann") })).status).toBe(401);
  const openapi = await (await fetch(`${url}/openapi.json`, { headers: basic("ann", "secret of ann") })).json();
  expect(openapi).toMatchObject({ security: [{ basic: [] }] });
});

function askDatabase(user: string, password: string): Promise<boolean> {
  if (user === "broken") throw new Error("the database is away");
  return Promise.resolve(password === `secret of ${user}`);
}

test.each([
  ["in its own thread", launchApp],
  ["on the same thread", launchDirect],
])("a callback decides, with the gateway %s; one that fails is a 503", async (_, launch) => {
  const url = await start({ auth: askDatabase }, launch);
  await cookieOf(url, "zoë");
  expect((await logIn(url, "ann", "wrong")).status).toBe(401);
  const failed = await logIn(url, "broken", "x");
  expect(failed.status).toBe(503);
  expect(await failed.text()).not.toContain("database");
});

test("an app behind somebody else's login knows its users by their requests", async () => {
  const url = await start({ authDependency: ({ headers }) => headers.get("x-user") });
  const config = async (headers: Record<string, string>): Promise<unknown> =>
    (await fetch(`${url}/config`, { headers })).json();
  expect(await config({ "x-user": "ann" })).toMatchObject({ username: "ann" });
  expect(await config({ "x-user": "bob" })).toMatchObject({ username: "bob" });
  expect(await config({})).toMatchObject({ detail: { error: "Not authenticated" } });
  expect((await logIn(url, "ann", "x")).status).toBe(404);
});

test("files and calls of one user are not there for another", async () => {
  const url = await start(users);
  const [ann, bob] = [await cookieOf(url, "ann"), await cookieOf(url, "bob")];
  const body = new FormData();
  body.append("files", new Blob(["mine"]), "mine.txt");
  const upload = await fetch(`${url}/gradio_api/upload`, { method: "POST", body, headers: { cookie: ann } });
  const [path] = (await upload.json()) as [string];
  const call = async (cookie: string): Promise<Response> =>
    fetch(`${url}/api/predict`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ text: "", file: { path, meta: { _type: "gradio.FileData" } } }),
    });
  const answer = (await (await call(ann)).json()) as { data: { copy: string } };
  for (const address of [`${url}/gradio_api/file=${path}`, answer.data.copy]) {
    // oxlint-disable-next-line no-await-in-loop -- two files
    const [own, foreign] = await Promise.all([ann, bob].map((cookie) => fetch(address, { headers: { cookie } })));
    expect([own!.status, await own!.text(), foreign!.status]).toEqual([200, "mine", 404]);
  }
  expect((await call(bob)).status).toBe(422);
  const post = await fetch(`${url}/gradio_api/call/predict`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: ann },
    body: JSON.stringify({ data: ["", null] }),
  });
  const { event_id: id } = (await post.json()) as { event_id: string };
  const read = async (cookie: string, name = id): Promise<string> =>
    (await fetch(`${url}/gradio_api/call/predict/${name}`, { headers: { cookie } })).text();
  const encoded = id.replace(/^./, (digit) => `%${digit.charCodeAt(0).toString(16)}`);
  expect(await read(bob, encoded)).toContain("nothing at this address");
  expect(await read(bob)).toContain("nothing at this address");
  expect(await read(ann)).toContain('"ann"');
});

test("a call of the simple API can be looked at, followed and cancelled by its user alone", async () => {
  const url = await start(users);
  const post = await fetch(`${url}/api/predict?wait=0`, {
    method: "POST",
    headers: { "content-type": "application/json", ...basic("ann", "secret of ann") },
    body: JSON.stringify({ text: "mine" }),
  });
  const { url: place, events } = (await post.json()) as { url: string; events: string };
  const bob = { headers: basic("bob", "secret of bob") };
  for (const [address, method] of [
    [place, "GET"],
    [place, "DELETE"],
    [events, "GET"],
  ] as const) {
    // oxlint-disable-next-line no-await-in-loop -- three ways
    expect((await fetch(address, { method, ...bob })).status).toBe(404);
  }
  const own = await fetch(events, { headers: basic("ann", "secret of ann") });
  expect(await own.text()).toContain('"state":"done"');
});

test("foreign pages cannot read behind a login, not even the answer to a preflight", async () => {
  const url = await start({ ...users, cors: { origins: ["https://friend.test"] } });
  const cookie = await cookieOf(url, "ann");
  const foreign = await fetch(`${url}/config`, { headers: { cookie, origin: "https://evil.test" } });
  expect([...foreign.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  const preflight = await fetch(`${url}/config`, {
    method: "OPTIONS",
    headers: { origin: "https://evil.test", "access-control-request-method": "GET" },
  });
  expect(preflight.headers.has("access-control-allow-origin")).toBe(false);
  const friend = await fetch(`${url}/config`, { headers: { cookie, origin: "https://friend.test" } });
  expect(friend.headers.get("access-control-allow-origin")).toBe("https://friend.test");
  const post = await logIn(url, "ann", "secret of ann", { headers: { origin: "https://evil.test" } });
  expect(post.status).toBe(403);
});

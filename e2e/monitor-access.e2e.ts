import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { lookAt } from "./page-visit.ts";
import { access, call, change, data, gatherOf, linkOf, startWatched } from "./watched-app.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test("without a login nobody but this machine sees the monitor, whatever a stranger claims", async () => {
  const script = await startWatched({ host: "0.0.0.0", trustProxy: true });
  const { url } = script;
  const { operator } = await linkOf(script);
  const paths = ["/?view=monitor", "/_vitrine/monitor", "/metrics"];
  const id = gatherOf(await data(url));
  for (const headers of [
    { "x-forwarded-for": "127.0.0.1" },
    { "x-forwarded-for": "192.0.2.1, 127.0.0.1" },
    { "x-forwarded-host": "127.0.0.1" },
    { forwarded: "for=127.0.0.1" },
  ]) {
    for (const path of paths) {
      expect((await fetch(`${url}${path}`, { headers: { ...operator, ...headers } })).status, path).toBe(403);
    }
    expect(await change(url, { ...operator, ...headers }, id)).toBe(403);
  }
  expect((await fetch(url, { headers: { "x-forwarded-for": "192.0.2.1" } })).status).toBe(200);
  for (const path of paths) expect((await fetch(`${url}${path}`)).status, path).toBe(200);
});

test("an app whose address is behind a proxy that says nothing takes nobody for this machine", async () => {
  const { url } = await startWatched({ publicUrl: "https://demo.example" });
  expect((await fetch(`${url}/metrics`)).status).toBe(403);
  expect((await fetch(`${url}/_vitrine/monitor`)).status).toBe(403);
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: "ready" });
});

test("monitor: false takes it away, and leaves the metrics", async () => {
  const { url } = await startWatched({ monitor: false });
  expect((await fetch(`${url}/?view=monitor`)).status).toBe(404);
  expect((await fetch(`${url}/_vitrine/monitor`)).status).toBe(404);
  expect((await call(url, "../_vitrine/monitor/functions/0")).status).toBe(404);
  expect((await fetch(`${url}/metrics`)).status).toBe(200);
});

test("with a login users look from afar, and those who are named change", async () => {
  const auth = { ann: "open sesame", bob: "open barley" };
  const far = { "x-forwarded-for": "192.0.2.1" };
  const logIn = async (url: string, username: keyof typeof auth): Promise<Record<string, string>> => {
    const body = new URLSearchParams({ username, password: auth[username] });
    const answer = await fetch(`${url}/login`, { method: "POST", body });
    return { ...far, cookie: answer.headers.get("set-cookie")!.split(";")[0]! };
  };
  const open = await startWatched({ auth, trustProxy: true });
  const [ann, bob] = [await logIn(open.url, "ann"), await logIn(open.url, "bob")];
  expect(await access(open.url, far)).toBe(401);
  expect(await access(open.url, {})).toBe(401);
  expect([await access(open.url, ann), await access(open.url, bob)]).toEqual([false, false]);
  const { operator } = await linkOf(open);
  expect(await access(open.url, { cookie: bob["cookie"]! })).toBe(false);
  expect(await access(open.url, { ...bob, ...operator })).toBe(true);
  const id = gatherOf(await data(open.url, ann));
  expect(await change(open.url, ann, id)).toBe(403);
  expect((await fetch(`${open.url}/metrics`, { headers: far })).status).toBe(401);
  const basic = `Basic ${Buffer.from("ann:open sesame").toString("base64")}`;
  expect((await fetch(`${open.url}/metrics`, { headers: { ...far, authorization: basic } })).status).toBe(200);
  expect((await fetch(`${open.url}/readyz`, { headers: far })).status).toBe(401);
  expect(await (await fetch(`${open.url}/healthz`, { headers: far })).json()).toEqual({ status: "ok" });
  expect(await (await fetch(`${open.url}/healthz`, { headers: ann })).json()).toMatchObject({
    status: "ok",
    waiting: 0,
  });

  const named = await startWatched({ auth, trustProxy: true, monitor: { users: ["ann"] } });
  const [annHere, bobHere] = [await logIn(named.url, "ann"), await logIn(named.url, "bob")];
  expect([await access(named.url, annHere), await access(named.url, bobHere)]).toEqual([true, 403]);
  expect((await fetch(`${named.url}/?view=monitor`, { headers: bobHere })).status).toBe(403);
  expect(await change(named.url, bobHere, id)).toBe(403);
  expect(await change(named.url, annHere, id)).toBe(204);
  await named.printed(/maxBatchSize of \/gather is 3 now, changed in the monitor by "ann"; it was 4\./);

  const context = { extraHTTPHeaders: far };
  const page = await browser.newPage(context);
  onTestFinished(() => page.close());
  await page.goto(`${open.url}/?view=monitor`);
  await page.getByLabel("Name").fill("bob");
  await page.getByLabel("Password").fill("open barley");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("You may look, not change").waitFor();
  await page.getByText("Batches of at most 4, timeout 10 min.").waitFor();
  expect(await page.getByRole("form").count()).toBe(0);
  await lookAt(page, "monitor-look");
});

import { fileURLToPath } from "node:url";
import type { MonitorData } from "@vitrine/protocol";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { lookAt, visit } from "./page-visit.ts";
import { type RunningScript, startScript } from "./script.ts";

const apps = fileURLToPath(new URL("apps", import.meta.url));
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

async function start(options: object = {}): Promise<RunningScript> {
  const script = await startScript(["--import", "tsx", "monitored.ts"], apps, { LAUNCH: JSON.stringify(options) });
  onTestFinished(() => void script.stop());
  return script;
}

const call = (url: string, name: string, body: object = {}, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}/api/${name}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });

const data = async (url: string, headers: Record<string, string> = {}): Promise<MonitorData> =>
  (await (await fetch(`${url}/_vitrine/monitor`, { headers })).json()) as MonitorData;

/** Whether somebody may change settings; the status for whoever may not even look. */
async function access(url: string, headers: Record<string, string>): Promise<boolean | number> {
  const { ok, status } = await fetch(`${url}/_vitrine/monitor`, { headers });
  return ok ? (await data(url, headers)).mayChange : status;
}

async function change(url: string, headers: Record<string, string>, id: number): Promise<number> {
  return (await call(url, `../_vitrine/monitor/functions/${id}`, { maxBatchSize: 3 }, headers)).status;
}

const gatherOf = ({ functions }: MonitorData): number => functions.find(({ label }) => label === "/gather")!.id;

const panel = (page: Page, label: string) => page.getByRole("region", { name: label });

const entry = (page: Page, label: string, name: string) =>
  panel(page, label)
    .locator("dl > div")
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator("dd");

/** Waits until a number of a function is what it should be. */
async function seen(page: Page, label: string, name: string, value: string): Promise<void> {
  await entry(page, label, name).getByText(value, { exact: true }).waitFor();
}

test("two visitors share a batch, the batch size is changed while the app runs, and the next batch shows it", async () => {
  const script = await start();
  const { url } = script;
  const monitor = await visit(browser, `${url}/?view=monitor`, {}, "Apply");
  const visitors = await Promise.all([visit(browser, url, {}, "Go"), visit(browser, url, {}, "Go")]);
  const tile = (name: string) => monitor.locator("main > dl > div").filter({ hasText: name });
  await tile("Open pages").filter({ hasText: "2 of 2 sessions" }).waitFor();

  const press = async (): Promise<void> => {
    for (const page of visitors) {
      await page.getByLabel("Text").fill("x");
      await page.getByRole("button", { name: "Go" }).click();
    }
  };
  await press();
  // Two of four: they wait.
  await tile("Waiting")
    .filter({ hasText: /Waiting\s*2/ })
    .waitFor();
  const form = monitor.getByRole("form", { name: "Batches of /gather" });
  await form.getByLabel("Max batch size").fill("2");
  await monitor.keyboard.press("Enter");
  await form.getByText("Applied.").waitFor();
  for (const page of visitors) await page.getByRole("region", { name: "Batch" }).getByText("batch of 2").waitFor();
  await seen(monitor, "/gather", "Batch fill", "100 % (2 of 2)");
  await seen(monitor, "/gather", "Calls, 15 min", "2");
  await script.printed(
    /maxBatchSize of \/gather is 2 now, changed in the monitor by somebody on this machine; it was 4\./,
  );

  // Without a timeout one goes alone.
  await form.getByLabel("Batch timeout, ms").fill("");
  await form.getByRole("button", { name: "Apply" }).click();
  await form.getByText("Applied.").waitFor();
  await visitors[0].getByRole("button", { name: "Go" }).click();
  await visitors[0].getByRole("region", { name: "Batch" }).getByText("batch of 1").waitFor();
  await seen(monitor, "/gather", "Batch fill", "75 % (1.5 of 2)");

  await panel(monitor, "/gather")
    .getByRole("img", {
      name: /^Calls of a batch over the last 15 minutes: mean at most (?:2|1\.5), last (?:1|1\.5)\.$/,
    })
    .waitFor();
  await lookAt(monitor, "monitor");
});

test("failures, cancelled and refused calls and what a shared limit holds are told", async () => {
  const { url } = await start();
  const monitor = await visit(browser, `${url}/?view=monitor`, {}, "Apply");
  for (let index = 0; index < 3; index++) expect((await call(url, "fail")).status).toBe(422);
  const held = await call(url, "hold?wait=0");
  const other = await call(url, "hold?wait=0");
  expect([held.status, other.status]).toEqual([202, 202]);
  const waiting = await Promise.all(Array.from({ length: 5 }, () => call(url, "beside?wait=0", { word: "a" })));
  expect((await call(url, "beside", { word: "a" })).status).toBe(503);
  await fetch(new URL(waiting[0]!.headers.get("location")!, url), { method: "DELETE" });

  await seen(monitor, "/beside", "Waiting", "4");
  expect(await panel(monitor, "/beside").getByText("running in gpu").innerText()).toBe("2 of 2 running in gpu");
  await seen(monitor, "/beside", "Cancelled", "1 (100 %)");
  await seen(monitor, "/beside", "Refused", "1");
  await seen(monitor, "/fail", "Failed", "3 (100 %)");
  await lookAt(monitor, "monitor-busy");
});

test("a wrong setting is refused at the form, by the page and by the server", async () => {
  const { url } = await start();
  const before = await data(url);
  const fn = before.functions.find(({ label }) => label === "/gather")!;
  const post = async (body: unknown, id: number | string = fn.id): Promise<[number, string]> => {
    const answer = await fetch(`${url}/_vitrine/monitor/functions/${id}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
    return [answer.status, await answer.text()];
  };
  for (const [body, words] of [
    [{ maxBatchSize: 0 }, "maxBatchSize must be a whole number from 1, got 0."],
    [{ maxBatchSize: "4" }, "maxBatchSize must be a whole number from 1"],
    [{ maxBatchSize: null }, "maxBatchSize must be"],
    [{ batchTimeoutMs: -1 }, "batchTimeoutMs must be"],
    [{ batchTimeoutMs: 1e12 }, "batchTimeoutMs must be"],
  ] as const) {
    const [status, text] = await post(body);
    expect([status, text], JSON.stringify(body)).toEqual([422, expect.stringContaining(words)]);
  }
  expect((await post({ concurrencyLimit: 9 }))[0]).toBe(400);
  expect((await post([]))[0]).toBe(400);
  expect((await post({ maxBatchSize: 2 }, 9999))[0]).toBe(404);
  expect((await post({ maxBatchSize: 2 }, "__proto__"))[0]).toBe(404);
  expect((await post({ maxBatchSize: 2, more: "x".repeat(20_000) }))[0]).toBe(413);
  const form = { method: "POST", body: new URLSearchParams({ maxBatchSize: "2" }) };
  expect((await fetch(`${url}/_vitrine/monitor/functions/${fn.id}`, form)).status).toBe(415);
  const other = before.functions.find(({ label }) => label === "/fail")!;
  expect((await post({ maxBatchSize: 2 }, other.id))[0]).toBe(404);
  const evil = { origin: "https://evil.test", "content-type": "application/json" };
  const foreign = await fetch(`${url}/_vitrine/monitor/functions/${fn.id}`, {
    method: "POST",
    body: "{}",
    headers: evil,
  });
  expect(foreign.status).toBe(403);
  expect((await fetch(`${url}/_vitrine/monitor`, { headers: { origin: evil.origin } })).status).toBe(403);
  expect((await data(url)).functions).toEqual(
    expect.arrayContaining([expect.objectContaining({ batch: { maxBatchSize: 4, batchTimeoutMs: 600_000 } })]),
  );
  // The browser notes the refused request on the console, so the page is opened by hand.
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(`${url}/?view=monitor`);
  await page.getByLabel("Batch timeout, ms").fill("999999999999");
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByRole("alert").getByText("batchTimeoutMs must be").waitFor();
});

test("nothing is asked while the page cannot be seen, and at once when it can again", async () => {
  const { url } = await start();
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.clock.install();
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/_vitrine/monitor")) asked++;
  });
  await page.goto(`${url}/?view=monitor`);
  await page.getByRole("button", { name: "Apply" }).waitFor();
  const show = (state: string): Promise<void> =>
    page.evaluate((value) => {
      Object.defineProperty(document, "visibilityState", { value, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  const next = () => page.waitForResponse(`${url}/_vitrine/monitor`);
  const [answer] = await Promise.all([next(), page.clock.runFor(2_000)]);
  await answer.finished();
  await show("hidden");
  const before = asked;
  await page.clock.runFor(600_000);
  expect(asked).toBe(before);
  await Promise.all([next(), show("visible")]);
  expect(asked).toBe(before + 1);
});

test("without a login nobody but this machine sees the monitor, whatever a stranger claims", async () => {
  const { url } = await start({ host: "0.0.0.0", trustProxy: true });
  const paths = ["/?view=monitor", "/_vitrine/monitor", "/metrics"];
  const id = gatherOf(await data(url));
  for (const headers of [
    { "x-forwarded-for": "127.0.0.1" },
    { "x-forwarded-for": "192.0.2.1, 127.0.0.1" },
    { "x-forwarded-host": "127.0.0.1" },
    { forwarded: "for=127.0.0.1" },
  ]) {
    for (const path of paths) expect((await fetch(`${url}${path}`, { headers })).status, path).toBe(403);
    expect(await change(url, headers, id)).toBe(403);
  }
  expect((await fetch(url, { headers: { "x-forwarded-for": "192.0.2.1" } })).status).toBe(200);
  for (const path of paths) expect((await fetch(`${url}${path}`)).status, path).toBe(200);
});

test("an app whose address is behind a proxy that says nothing takes nobody for this machine", async () => {
  const { url } = await start({ publicUrl: "https://demo.example" });
  expect((await fetch(`${url}/metrics`)).status).toBe(403);
  expect((await fetch(`${url}/_vitrine/monitor`)).status).toBe(403);
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: "ready" });
});

test("monitor: false takes it away, and leaves the metrics", async () => {
  const { url } = await start({ monitor: false });
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
  const open = await start({ auth, trustProxy: true });
  const [ann, bob] = [await logIn(open.url, "ann"), await logIn(open.url, "bob")];
  expect(await access(open.url, far)).toBe(401);
  expect(await access(open.url, {})).toBe(401);
  expect([await access(open.url, ann), await access(open.url, bob)]).toEqual([false, false]);
  expect(await access(open.url, { cookie: bob["cookie"]! })).toBe(true);
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

  const named = await start({ auth, trustProxy: true, monitor: { users: ["ann"] } });
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

test("calls leave lines of JSON on the standard output when asked for, and nothing of what they said", async () => {
  const script = await start({ logCalls: true, quiet: false });
  const { url } = script;
  await call(url, "fail");
  await call(url, "beside", { word: "my secret word" });
  await script.printed(/"endpoint":"\/beside"/);
  const lines = script
    .output()
    .split("\n")
    .filter((line) => line.startsWith("{"));
  const read = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(read.map(({ endpoint, status, error, batchSize }) => ({ endpoint, status, error, batchSize }))).toEqual([
    { endpoint: "/fail", status: "error", error: "user", batchSize: 1 },
    { endpoint: "/beside", status: "done", error: null, batchSize: 1 },
  ]);
  expect(script.output()).not.toContain("secret word");
});

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { lookAt, visit } from "./page-visit.ts";
import { call, data, linkOf, startWatched } from "./watched-app.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

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
  const script = await startWatched();
  const { url } = script;
  const { link } = await linkOf(script);
  const monitor = await visit(browser, link, {}, "Apply");
  expect(monitor.url()).toBe(`${url}/?view=monitor`);
  await monitor.reload();
  await monitor.getByRole("button", { name: "Apply" }).waitFor();
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
    /maxBatchSize of \/gather is 2 now, changed in the monitor by somebody with the monitor's link; it was 4\./,
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
  const script = await startWatched();
  const { url } = script;
  const monitor = await visit(browser, (await linkOf(script)).link, {}, "Apply");
  for (let index = 0; index < 3; index++) expect((await call(url, "fail")).status).toBe(422);
  const held = await call(url, "hold?wait=0");
  const other = await call(url, "hold?wait=0");
  expect([held.status, other.status]).toEqual([202, 202]);
  const waiting = await Promise.all(Array.from({ length: 5 }, () => call(url, "beside?wait=0", { word: "a" })));
  expect((await call(url, "beside", { word: "a" })).status).toBe(503);
  await fetch(new URL(waiting[0]!.headers.get("location")!, url), { method: "DELETE" });

  await seen(monitor, "/beside", "Waiting", "4");
  await panel(monitor, "/beside").getByText("2 of 2 running in gpu").waitFor();
  await seen(monitor, "/beside", "Cancelled", "1 (100 %)");
  await seen(monitor, "/beside", "Refused", "1");
  await seen(monitor, "/fail", "Failed", "3 (100 %)");
  await lookAt(monitor, "monitor-busy");
});

test("a wrong setting is refused at the form, by the page and by the server", async () => {
  const script = await startWatched();
  const { url } = script;
  const { link, operator } = await linkOf(script);
  const before = await data(url);
  expect([before.mayChange, (await data(url, operator)).mayChange]).toEqual([false, true]);
  const fn = before.functions.find(({ label }) => label === "/gather")!;
  const post = async (
    body: unknown,
    id: number | string = fn.id,
    by: Record<string, string> = operator,
  ): Promise<[number, string]> => {
    const answer = await fetch(`${url}/_vitrine/monitor/functions/${id}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...by },
    });
    return [answer.status, await answer.text()];
  };
  for (const by of [
    {},
    { "x-vitrine-token": "" },
    { "x-vitrine-token": "0".repeat(32) },
    { "x-vitrine-token": "é".repeat(32) },
  ]) {
    expect((await post({ maxBatchSize: 2 }, fn.id, by))[0]).toBe(403);
  }
  for (const [body, words] of [
    [{ maxBatchSize: 0 }, "maxBatchSize must be a whole number from 1 to 10000, got 0."],
    [{ maxBatchSize: 1e9 }, "maxBatchSize must be a whole number from 1 to 10000, got 1000000000."],
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
  const form = { method: "POST", headers: operator, body: new URLSearchParams({ maxBatchSize: "2" }) };
  expect((await fetch(`${url}/_vitrine/monitor/functions/${fn.id}`, form)).status).toBe(415);
  const other = before.functions.find(({ label }) => label === "/fail")!;
  expect((await post({ maxBatchSize: 2 }, other.id))[0]).toBe(404);
  const evil = { ...operator, origin: "https://evil.test", "content-type": "application/json" };
  const foreign = await fetch(`${url}/_vitrine/monitor/functions/${fn.id}`, {
    method: "POST",
    body: "{}",
    headers: evil,
  });
  expect(foreign.status).toBe(403);
  expect((await fetch(`${url}/_vitrine/monitor`, { headers: { ...operator, origin: evil.origin } })).status).toBe(403);
  expect((await data(url)).functions).toEqual(
    expect.arrayContaining([expect.objectContaining({ batch: { maxBatchSize: 4, batchTimeoutMs: 600_000 } })]),
  );
  // The browser notes the refused request on the console, so the page is opened by hand.
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(link);
  await page.getByLabel("Batch timeout, ms").fill("999999999999");
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByRole("alert").getByText("batchTimeoutMs must be").waitFor();
});

test("nothing is asked while the page cannot be seen, and at once when it can again", async () => {
  const { url } = await startWatched();
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.clock.install();
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/_vitrine/monitor")) asked++;
  });
  await page.goto(`${url}/?view=monitor`);
  await page.getByText("You may look, not change").waitFor();
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

test("calls leave lines of JSON on the standard output when asked for, and nothing of what they said", async () => {
  const script = await startWatched({ logCalls: true, quiet: false });
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

import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { startProxy } from "./plain-proxy.ts";
import { startRelay } from "./relay.ts";
import { type RunningScript, startScript } from "./script.ts";

const apps = fileURLToPath(new URL("apps", import.meta.url));
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

async function startSteps(environment: NodeJS.ProcessEnv = {}): Promise<RunningScript> {
  const script = await startScript(["--import", "tsx", "steps.ts"], apps, environment);
  onTestFinished(async () => {
    script.child.kill("SIGKILL");
    await script.stop();
  });
  return script;
}

async function step(script: RunningScript, gave: string): Promise<void> {
  script.child.kill("SIGUSR2");
  await script.printed(new RegExp(`gave ${gave}\n`));
}

async function openPage(url: string): Promise<Page> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

async function submit(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Text", exact: true }).fill(text);
  await page.getByRole("button", { name: "Submit" }).click();
}

async function shows(page: Page, text: string): Promise<void> {
  await page.getByRole("region", { name: "Steps" }).getByText(text, { exact: true }).waitFor();
}

describe("a page behind a proxy that passes no upgrades", () => {
  test("runs, shows each yield and stops, without a word of a lost connection; the operator is told what to set", async () => {
    const script = await startSteps();
    const proxy = await startProxy(script.url);
    const page = await openPage(proxy.url);
    await submit(page, "hello");
    await step(script, "hello 1");
    await shows(page, "hello 1");
    expect(await page.getByRole("region", { name: "Connection" }).count()).toBe(0);
    await step(script, "hello 1 2");
    await shows(page, "hello 1 2");
    await step(script, "hello 1 2 3");
    await shows(page, "hello 1 2 3");
    await page.getByRole("button", { name: "Submit" }).waitFor();
    await submit(page, "again");
    await script.printed(/began again/);
    await page.getByRole("button", { name: "Stop" }).click();
    await script.printed(/aborted again/);
    expect(new Set(proxy.upgrades)).toEqual(new Set(["/_vitrine/socket"]));
    await script.printed(/proxy_set_header Upgrade \$http_upgrade;/);
    expect(script.output().match(/could not open a WebSocket/g)).toHaveLength(1);
  });

  test("picks its run up again after its connection broke, with what it missed, and tries the WebSocket anew", async () => {
    const script = await startSteps();
    const proxy = await startProxy(script.url);
    const relay = await startRelay(proxy.url);
    onTestFinished(() => relay.close());
    const page = await openPage(relay.url);
    await submit(page, "hello");
    await step(script, "hello 1");
    await shows(page, "hello 1");
    relay.cut();
    await step(script, "hello 1 2");
    relay.mend();
    await shows(page, "hello 1 2");
    expect(proxy.upgrades.length).toBeGreaterThan(1);
    await page.reload();
    await step(script, "hello 1 2 3");
    await shows(page, "hello 1 2 3");
    expect(script.output().match(/began hello/g)).toHaveLength(1);
  });
});

interface EventStream {
  readonly link: string;
  readonly until: (text: string) => Promise<string>;
}

/** Opens a stream; gives its secret and reads on until a text came. */
async function openStream(url: string): Promise<EventStream> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const answer = await fetch(`${url}/_vitrine/stream`, { method: "POST", signal: stop.signal });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  const until = async (text: string): Promise<string> => {
    while (!heard.includes(text)) {
      // oxlint-disable-next-line no-await-in-loop -- pieces come one after another
      const { done, value } = await reader.read();
      if (done) throw new Error(`The stream ended before ${text}: ${heard}`);
      heard += value;
    }
    return heard;
  };
  const link = /event: link\ndata: (\w{32})\n\n/.exec(await until("\n\n"))![1]!;
  return { link, until };
}

const send = (url: string, link: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}/_vitrine/send`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", "x-vitrine-link": link, ...headers },
  });
const hello = (): string =>
  JSON.stringify({ msg: "hello", session: randomBytes(16).toString("hex"), load: "0".repeat(32), calls: [] });

describe("the event stream", () => {
  test("refuses foreign pages, invented secrets, bodies that any page could send, and what is too large", async () => {
    const { url } = await startSteps();
    const { link, until } = await openStream(url);
    const foreign = { origin: "https://evil.example" };
    expect((await fetch(`${url}/_vitrine/stream`, { method: "POST", headers: foreign })).status).toBe(403);
    expect((await send(url, link, hello(), foreign)).status).toBe(403);
    expect((await send(url, "f".repeat(32), hello())).status).toBe(404);
    expect((await send(url, "", hello())).status).toBe(404);
    expect((await send(url, link, hello(), { "content-type": "text/plain" })).status).toBe(415);
    expect((await send(url, link, "{")).status).toBe(204);
    await until('"code":"bad-message"');
    expect((await send(url, link, hello())).status).toBe(204);
    await until('"msg":"welcome"');
    expect((await send(url, link, "x".repeat(9_000_000))).status).toBe(413);
    await until("event: close\ndata: 1009");
    expect((await send(url, link, "")).status).toBe(404);
  });

  test("ends with its secret when its page leaves, and with 1001 when the app stops", async () => {
    const script = await startSteps();
    const stop = new AbortController();
    const answer = await fetch(`${script.url}/_vitrine/stream`, { method: "POST", signal: stop.signal });
    const { value } = await answer.body!.pipeThrough(new TextDecoderStream()).getReader().read();
    const link = /\w{32}/.exec(value ?? "")![0];
    expect((await send(script.url, link, hello())).status).toBe(204);
    stop.abort();
    await expect.poll(async () => (await send(script.url, link, "")).status).toBe(404);
    const other = await openStream(script.url);
    script.child.kill("SIGTERM");
    await other.until("event: close\ndata: 1001");
    expect(await script.stop()).toBe(0);
  });
});

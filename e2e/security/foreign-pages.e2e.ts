import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { chromiumArguments, findChromium } from "../../scripts/chromium.mjs";
import { startHeaderRelay } from "../header-relay.ts";
import { startScript } from "../script.ts";

const apps = fileURLToPath(new URL("../apps", import.meta.url));
let browser: Browser;

beforeAll(async () => {
  // Every name of .test is this machine, as somebody's own name server could say.
  const args = [...chromiumArguments, "--host-resolver-rules=MAP *.test 127.0.0.1"];
  browser = await chromium.launch({ executablePath: findChromium(), args });
});
afterAll(() => browser?.close());

async function startEcho(environment: NodeJS.ProcessEnv = {}): Promise<string> {
  const script = await startScript(["--import", "tsx", "echo.ts"], apps, environment);
  onTestFinished(async () => void (await script.stop()));
  return script.url;
}

/** A page of http://evil.test. */
async function evilPage(): Promise<Page> {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end("<!doctype html><title>evil</title>");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const page = await browser.newPage();
  onTestFinished(async () => {
    await page.close();
    server.closeAllConnections();
    server.close();
  });
  await page.goto(`http://evil.test:${(server.address() as AddressInfo).port}/`);
  return page;
}

/** What a page gets of an app: a status and a text, or "nothing". */
async function tryAll(page: Page, app: string): Promise<Record<string, string>> {
  return await page.evaluate(async (url) => {
    const json = { "content-type": "application/json" };
    const call = { method: "POST", body: '{"text":"from elsewhere"}' };
    const ask = (path: string, init?: RequestInit): Promise<string> =>
      fetch(`${url}${path}`, init).then(
        async (answer) => `${answer.status} ${(await answer.text()).slice(0, 60)}`,
        () => "nothing",
      );
    const socket = (): Promise<string> =>
      new Promise((resolve) => {
        const opened = new WebSocket(`${url.replace("http", "ws")}/_vitrine/socket`);
        opened.addEventListener("open", () => resolve("open"));
        opened.addEventListener("error", () => resolve("nothing"));
      });
    const forwarded = { ...json, "x-forwarded-host": location.host };
    return {
      json: await ask("/api/predict", { ...call, headers: json }),
      "json that names its host": await ask("/api/predict", { ...call, headers: forwarded }),
      text: await ask("/api/predict", { ...call, headers: { "content-type": "text/plain" } }),
      blind: await ask("/api/predict", { ...call, mode: "no-cors" }),
      delete: await ask("/api/calls/x", { method: "DELETE" }),
      socket: await socket(),
      configuration: (await ask("/config")).slice(0, 3),
      metrics: (await ask("/metrics")).slice(0, 3),
    };
  }, app);
}

const refused = {
  json: "nothing",
  "json that names its host": "nothing",
  text: "nothing",
  // An answer without a status: whether the call was made the page cannot see.
  blind: "0 ",
  delete: "nothing",
  socket: "nothing",
};

/** The calls that an app has taken. */
async function callsOf(app: string): Promise<string | undefined> {
  const metrics = await (await fetch(`${app}/metrics`)).text();
  return /^vitrine_calls_accepted_total\{.*\} (\d+)$/m.exec(metrics)?.[1];
}

test("a page of another site calls and reads nothing of an app on its visitor's own machine", async () => {
  const app = await startEcho();
  expect(await tryAll(await evilPage(), app)).toEqual({
    ...refused,
    configuration: "not",
    metrics: "not",
  });
  expect(await callsOf(app)).toBe("0");
});

test("a page of another site reads, but calls nothing of an app behind a proxy that passes on what it is sent", async () => {
  const app = await startEcho({ VITRINE_TRUST_PROXY: "true" });
  const relay = await startHeaderRelay(app, { "x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "http" });
  onTestFinished(() => relay.close());
  const url = `http://demo.test:${relay.port}`;
  expect(await tryAll(await evilPage(), url)).toEqual({
    ...refused,
    configuration: "200",
    metrics: "403",
  });
  expect(await callsOf(app)).toBe("0");
  const own = await browser.newPage();
  onTestFinished(() => own.close());
  await own.goto(url);
  expect(await tryAll(own, url)).toMatchObject({ json: '200 {"data":{"answer":"from elsewhere"}}', socket: "open" });
  expect(await callsOf(app)).toBe("2");
});

test.each([
  ["on this machine", {}],
  ["that knows its names", { VITRINE_HOST: "0.0.0.0", VITRINE_ALLOWED_HOSTS: "demo.test" }],
])("a name that another site points at an app %s reaches nothing, not even how it is", async (_, environment) => {
  const { port } = new URL(await startEcho(environment));
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const rebound = `http://rebound.test:${port}`;
  expect((await page.goto(`${rebound}/healthz`))?.status()).toBe(403);
  const got = await tryAll(page, rebound);
  for (const [way, answer] of Object.entries(got)) expect(answer, way).toMatch(/^(?:403|nothing|open$)/);
  expect(got["socket"]).toBe("nothing");
});

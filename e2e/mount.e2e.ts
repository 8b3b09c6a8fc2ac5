import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Client } from "@gradio/client";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { openBrowser } from "./chromium.ts";
import { visit } from "./page-visit.ts";
import { type RunningScript, startScript } from "./script.ts";

const apps = fileURLToPath(new URL("apps", import.meta.url));
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

async function start(kind: string): Promise<RunningScript> {
  const script = await startScript(["--import", "tsx", "mounted.ts"], apps, { KIND: kind });
  onTestFinished(async () => void (await script.stop()));
  return script;
}

async function submits(page: Page, text: string, answer: string): Promise<void> {
  await page.getByRole("textbox", { name: "Text", exact: true }).fill(text);
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByRole("region", { name: "Answer" }).getByText(answer, { exact: true }).waitFor();
}

/** An event stream that is open stays so, and ends where its reader leaves. */
async function hears(url: string): Promise<void> {
  const leave = new AbortController();
  const answer = await fetch(url, { method: "POST", signal: leave.signal });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  const first = (await reader.read()).value ?? "";
  const link = /event: link\ndata: (\w{32})\n\n/.exec(first)?.[1] ?? first;
  const hello = { msg: "hello", session: "5".repeat(32), load: "0".repeat(32), calls: [] };
  const headers = { "content-type": "application/json", "x-vitrine-link": link };
  await fetch(url.replace(/stream$/, "send"), { method: "POST", headers, body: JSON.stringify(hello) });
  expect((await reader.read()).value).toContain('"msg":"welcome"');
  leave.abort();
}

async function own(url: string): Promise<string> {
  return await (await fetch(`${url}/own`)).text();
}

describe.each(["node", "express", "hono"])("two demos attached to a server of %s", (kind) => {
  test("run under their paths, the server's own page stays, and one may close", async () => {
    const script = await start(kind);
    const { url } = script;
    expect(await own(url)).toBe(`own of ${kind}`);
    const page = await visit(browser, `${url}/first`);
    const sockets: string[] = [];
    page.on("websocket", (socket) => sockets.push(socket.url()));
    await page.reload();
    await submits(page, "hello", "first hello");
    expect(sockets).toEqual([`${url.replace("http", "ws")}/first/_vitrine/socket`]);
    const other = await visit(browser, `${url}/first/second/`);
    await submits(other, "hello", "second hello");
    await other.context().close();
    const client = await Client.connect(`${url}/first/`);
    expect((await client.predict("/predict", { text: "program" })).data).toEqual(["first program"]);
    client.close();

    await hears(`${url}/first/_vitrine/stream`);

    script.child.kill("SIGUSR2");
    await script.printed(/second closed/);
    await submits(page, "again", "first again");
    expect(await own(url)).toBe(`own of ${kind}`);
    expect(await (await fetch(`${url}/first/second/`)).text()).not.toContain("second");
  });
});

test("sockets of the server itself reach it, and none is left open where nobody takes it", async () => {
  const { url } = await start("node");
  const socket = new WebSocket(`${url.replace("http", "ws")}/anything`);
  const [message] = (await once(socket, "message")) as [Buffer];
  socket.terminate();
  expect(String(message)).toBe("own socket");
  const express = await start("express");
  const lost = new WebSocket(`${express.url.replace("http", "ws")}/anything`);
  const [error] = (await once(lost, "error")) as [Error];
  expect(error.message).toContain("404");
});

test("a foreign page is refused below an attached path", async () => {
  const { url } = await start("express");
  const headers = { origin: "https://evil.example", "content-type": "application/json" };
  const call = await fetch(`${url}/first/api/predict`, { method: "POST", headers, body: '{"text":"x"}' });
  expect(call.status).toBe(403);
  const socket = new WebSocket(`${url.replace("http", "ws")}/first/_vitrine/socket`, { origin: headers.origin });
  const [error] = (await once(socket, "error")) as [Error];
  expect(error.message).toContain("403");
});

test("a demo behind fetch runs in its page without WebSockets, yields included, and answers programs", async () => {
  const script = await start("fetch");
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(`${script.url}/first/`);
  await submits(page, "hello", "first hello");
  await page.reload();
  await submits(page, "again", "first again");
  const answer = await fetch(`${script.url}/first/api/predict`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"text":"program"}',
  });
  expect(await answer.json()).toEqual({ data: { answer: "first program" } });
  expect(await own(script.url)).toBe("own of hono");
  expect((await fetch(`${script.url}/elsewhere`)).status).toBe(404);
  expect(script.output()).not.toContain("nginx");
});

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openBrowser } from "../chromium.ts";
import { isGradio, startKitchen, type Kitchen } from "./kitchen-server.ts";

const wav = "data:audio/wav;base64,UklGRjQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YRAAAAAAAAAAAAAAAAAAAAAAAAAA";
const client = new URL("../node_modules/@gradio/client/dist/", import.meta.url);
let kitchen: Kitchen;
let site: Server;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  kitchen = await startKitchen();
  site = createServer((request, response) => {
    const name = new URL(request.url ?? "/", "http://site").pathname.slice(1);
    response.setHeader("content-type", name.endsWith(".js") ? "text/javascript" : "text/html");
    response.end(name.endsWith(".js") ? readFileSync(new URL(name, client)) : "<!doctype html><title>Site</title>");
  }).listen(0, "127.0.0.1");
  await once(site, "listening");
  browser = await openBrowser();
  page = await visit();
});

afterAll(async () => {
  await browser?.close();
  site?.close();
  await kitchen?.stop();
});

/** A page of another origin than the kitchen's. */
async function visit(): Promise<Page> {
  const fresh = await browser.newPage();
  await fresh.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  return fresh;
}

/** What a function body gives in the page, `app` being a client of the kitchen. */
async function inPage(body: string, where = page): Promise<unknown> {
  return where.evaluate(`(async () => {
    const { Client } = await import("/browser.js");
    const app = await Client.connect(${JSON.stringify(kitchen.url)}, { events: ["data", "status", "log"] });
    ${body}
  })()`);
}

test("values, defaults and State", async () => {
  const body = `
    const { data } = await app.predict("/repeat", { text: "äö😀" });
    const counts = [];
    for (const word of ["a", "b"]) counts.push((await app.predict("/count", [word])).data[0]);
    return [data, counts];`;
  expect(await inPage(body)).toEqual([["äö😀äö😀"], ["a0", "b1"]]);
});

test("yields, logs, progress and errors", async () => {
  const body = `
    const words = [];
    for await (const event of app.submit("/grow", ["cat"])) if (event.type === "data") words.push(event.data[0]);
    const told = [];
    for await (const event of app.submit("/tell", ["a"])) {
      if (event.type === "log") told.push(event.log);
      if (event.type === "status") for (const { desc } of event.progress_data ?? []) if (desc) told.push(desc);
    }
    const { message, title } = await app.predict("/fail", ["user"]).catch((error) => error);
    return [words, told, [message, title]];`;
  expect(await inPage(body)).toEqual([
    ["c", "ca", "cat", "cat"],
    expect.arrayContaining(["hello", "beware", "well done", "half"]),
    ["This is bad.", "Bad"],
  ]);
});

test("a file of 20 MB goes up and comes back with equal bytes, and a picture can be shown", async () => {
  const body = `
    const bytes = new Uint8Array(20_000_000);
    for (let at = 0; at < bytes.length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
    const { data } = await app.predict("/file", [new File([bytes], "ä b.bin")]);
    const copy = new Uint8Array(await (await fetch(data[0].url)).arrayBuffer());
    const canvas = new OffscreenCanvas(3, 2);
    canvas.getContext("2d").fillRect(0, 0, 3, 2);
    const media = await app.predict("/pixels", [await canvas.convertToBlob(), new File([await (await fetch("${wav}")).blob()], "beep.wav")]);
    const image = new Image();
    image.src = media.data[0].url;
    await image.decode();
    return [copy.every((byte, at) => byte === bytes[at]) && copy.length === bytes.length, data[0].orig_name, image.naturalWidth];`;
  expect(await inPage(body)).toEqual([true, "ä b.bin", 3]);
});

test("of 100 calls at once none is lost", async () => {
  const body = `
    const words = Array.from({ length: 100 }, (_, index) => String(index));
    const got = await Promise.all(words.map(async (word) => (await app.predict("/repeat", [word, 1])).data[0]));
    return got.filter((word, index) => word !== words[index]);`;
  expect(await inPage(body)).toEqual([]);
});

async function stopped(): Promise<readonly string[]> {
  return ((await kitchen.predict("/report", [])) as [{ stopped: string[] }])[0].stopped;
}

/** Code that leaves a call, `call`, when it has yielded. */
const begin = (word: string): string =>
  `const call = app.submit("/endless", ["${word}"]); for await (const event of call) if (event.type === "data") break;`;

test.skipIf(isGradio)("a call is cancelled", async () => {
  await inPage(`${begin("cancelled")} await call.cancel();`);
  await vi.waitFor(async () => expect(await stopped()).toContain("cancelled"), 10_000);
});

test("the generator of a page that is closed stops", async () => {
  const leaving = await visit();
  await inPage(begin("closed"), leaving);
  expect(await stopped()).not.toContain("closed");
  await leaving.close();
  await vi.waitFor(async () => expect(await stopped()).toContain("closed"), 10_000);
});

test.skipIf(isGradio)("listed origins and their preflights pass, others may not even ask", async () => {
  const ask = (origin: string, method: string): Promise<Response> =>
    fetch(`${kitchen.url}/gradio_api/queue/join`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": method, "access-control-request-headers": "x-gradio-user" },
    });
  const listed = await ask("https://site.example", "POST");
  expect(listed.headers.get("access-control-allow-origin")).toBe("https://site.example");
  expect(listed.headers.get("access-control-allow-headers")).toBe("x-gradio-user");
  const foreign = await ask("https://evil.test", "POST");
  expect([...foreign.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  const headers = { origin: "https://evil.test", "content-type": "application/json" };
  const refused = await fetch(`${kitchen.url}/gradio_api/call/repeat`, {
    method: "POST",
    headers,
    body: '{"data":["a"]}',
  });
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain("cors: { origins");
});

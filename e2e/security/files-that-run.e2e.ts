import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../chromium.ts";
import { sameServerAfterEach } from "../same-server.ts";
import { type RunningScript, startScript } from "../script.ts";

const caught: string[] = [];
const files: string[] = [];
const trap = createServer((request, response) => {
  caught.push(request.url ?? "");
  response.end();
});
let browser: Browser;
let script: RunningScript;
let code: string;

beforeAll(async () => {
  trap.listen(0, "127.0.0.1");
  await once(trap, "listening");
  const address = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
  code = `new Image().src="${address}/ran";fetch("${address}/ran");`;
  const apps = fileURLToPath(new URL("../apps", import.meta.url));
  [browser, script] = await Promise.all([openBrowser(), startScript(["--import", "tsx", "echo-json.ts"], apps)]);
});
afterAll(async () => {
  await browser?.close();
  await script?.stop();
  trap.close();
});
sameServerAfterEach(() => script.url);

const html = (): string => `<!doctype html><script>${code}</script><img src=x onerror='${code}'>`;
const svg = (): string => `<svg xmlns="http://www.w3.org/2000/svg" onload='${code}'><script>${code}</script></svg>`;
const xml = (): string => `<?xml version="1.0"?><x xmlns="http://www.w3.org/1999/xhtml"><script>${code}</script></x>`;
const plain = (): string => code;

test.each([
  ["a.html", "text/html", html],
  ["a.html", "TEXT/HTML; charset=utf-8", html],
  ["a.htm", "text/plain\ttext/html", html],
  ["a.svg", "image/svg+xml", svg],
  ["a.svg", "image/svg+xml;x=image/png", svg],
  ["a.xml", "application/xml", xml],
  ["a.xhtml", "application/xhtml+xml", xml],
  ["a.xsl", "text/xsl", xml],
  ["a.js", "text/javascript", plain],
  ["a.mjs", "application/javascript", plain],
  ["a.css", "text/css", () => "*{}"],
  ["a.pdf", "application/pdf", () => "%PDF-1.4"],
  ["a.mht", "multipart/related", html],
  ["a.swf", "application/x-shockwave-flash", plain],
  ["a.wasm", "application/wasm", plain],
  ["a.hta", "application/hta", html],
  ["a.webmanifest", "application/manifest+json", () => "{}"],
])("%s of the type %j is a download", async (name, type, content) => {
  const file = await upload(name, type, content());
  const { headers } = await fetch(file);
  expect(headers.get("content-type")).toBe("application/octet-stream");
  expect(headers.get("content-disposition")).toMatch(/^attachment; /);
  expect(headers.get("content-security-policy")).toBe("sandbox; default-src 'none'; frame-ancestors 'self'");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});

test.each([
  ["a.html", "", html, "text/plain; charset=utf-8"],
  ["a.png", "image/png", html, "image/png"],
  ["a.png", "image/png, text/html", html, null],
  ["a.txt", "text/plain", html, "text/plain; charset=utf-8"],
  ["a.txt", "text/plain;charset=utf-7", () => "+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "text/plain; charset=utf-8"],
  ["a.gif", "image/gif", () => `GIF89a/*${html()}*/=1;${code}`, "image/gif"],
])("%s that says it is %j is what it says, or a download", async (name, type, content, served) => {
  const file = await upload(name, type, content());
  const { headers } = await fetch(file);
  expect(headers.get("content-type")).toBe(served ?? "application/octet-stream");
  expect(headers.get("content-security-policy")).toBe("sandbox; default-src 'none'; frame-ancestors 'self'");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});

test("a browser runs none of them, however it is asked for", async () => {
  const page = await browser.newPage();
  await page.setContent(html());
  await expect.poll(() => caught.length).toBeGreaterThan(0);
  caught.length = 0;
  for (const file of files) {
    // A download is no page.
    await page.goto(file).catch(() => null);
  }
  await page.goto(new URL("/config", script.url).href);
  const embeds = files.map(
    (file) =>
      `<script src="${file}"></script><script type="module" src="${file}"></script><link rel="stylesheet" href="${file}">` +
      `<iframe src="${file}"></iframe><object data="${file}"></object><embed src="${file}"><img src="${file}">`,
  );
  await page.setContent(embeds.join(""), { waitUntil: "networkidle" });
  await page.close();
  expect(files.length).toBe(23);
  expect(caught).toEqual([]);
});

async function upload(name: string, type: string, content: string): Promise<string> {
  const form =
    `--b\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\n` +
    `${type === "" ? "" : `content-type: ${type}\r\n`}\r\n${content}\r\n--b--\r\n`;
  const headers = { "content-type": "multipart/form-data; boundary=b" };
  const answer = await fetch(new URL("/gradio_api/upload", script.url), { method: "POST", headers, body: form });
  const [path] = (await answer.json()) as [string];
  const file = new URL(`/gradio_api/file=${path}`, script.url).href;
  files.push(file);
  return file;
}

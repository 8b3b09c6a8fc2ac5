import { readdirSync } from "node:fs";
import { request as httpRequest, type ClientRequest, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { gunzipSync } from "node:zlib";
import { expect, test, vi } from "vitest";
import type { GatewaySettings } from "../settings/gateway-settings.ts";
import { HandPage, randomId, TestGateway } from "./test-gateway.ts";

vi.setConfig({ testTimeout: 30_000 });

const index = "<!doctype html><html><head><title>Vitrine</title></head><body></body></html>";

function withPage(settings: Partial<GatewaySettings> = {}): Promise<TestGateway> {
  const page = { "index.html": index, "assets/main-1.js": "export {};", "assets/main-1.js.br": "compressed" };
  return TestGateway.start({ settings, page });
}

function form(...files: [name: string, content: string | Uint8Array<ArrayBuffer>, type?: string][]): FormData {
  const data = new FormData();
  for (const [name, content, type = "text/plain"] of files) data.append("files", new Blob([content], { type }), name);
  return data;
}

async function upload(server: TestGateway, data: FormData, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.gateway.url}/gradio_api/upload`, { method: "POST", body: data, headers });
}

async function uploaded(server: TestGateway, ...files: Parameters<typeof form>): Promise<string[]> {
  return (await (await upload(server, form(...files))).json()) as string[];
}

function fileUrl(server: TestGateway, reference: string): string {
  return `${server.gateway.url}/gradio_api/file=${reference.split("/").map(encodeURIComponent).join("/")}`;
}

function stored(server: TestGateway): string[] {
  return readdirSync(server.folder).filter((name) => name !== "page");
}

test("the page carries its configuration, which cannot break out of its script", async () => {
  await using server = await withPage();
  const response = await fetch(server.gateway.url);
  const html = await response.text();
  expect(html).toContain("<title>Echo &lt;/title&gt; $&amp; test</title>");
  expect(html.match(/<\/script>/g)).toHaveLength(1);
  const [, json = ""] = /<script type="application\/json" id="vitrine-config">(.*?)<\/script>/s.exec(html) ?? [];
  expect(JSON.parse(json)).toMatchObject({ config: { title: "Echo </title> $& test" }, initial: { 2: 3 } });
  expect(response.headers.get("content-security-policy")).toMatch(/script-src 'self'/);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  const cookie = response.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/^vitrine_[0-9a-f]{8}=.*; Path=\/; HttpOnly; SameSite=Lax$/);
  const [pair = ""] = cookie.split(";");
  const again = await fetch(server.gateway.url, { headers: { cookie: pair } });
  expect(again.headers.has("set-cookie")).toBe(false);
  const forged = await fetch(server.gateway.url, { headers: { cookie: `${pair.slice(0, -1)}x` } });
  expect(forged.headers.has("set-cookie")).toBe(true);
});

test("behind a path the page says so, https makes the cookie secure, and both forms of the path are served", async () => {
  await using server = await withPage({ publicUrl: "https://demo.example/app", rootPath: "/app" });
  for (const path of ["/", "/app/", "/app"]) {
    const response = await fetch(`${server.gateway.url}${path}`);
    expect(await response.text()).toContain('<head><base href="/app/" />');
    expect(response.headers.get("set-cookie")).toMatch(/Path=\/app\/; HttpOnly; SameSite=Lax; Secure$/);
  }
  const config: unknown = await (await fetch(`${server.gateway.url}/app/config`)).json();
  expect(config).toMatchObject({ root: "https://demo.example/app" });
  const page = await new HandPage(`${server.gateway.url}/app`).opened();
  await page.hello(randomId(), randomId());
  await page.leave();
});

test("assets are compressed as the browser allows, and kept", async () => {
  await using server = await withPage();
  const { port } = server.gateway;
  const get = async (
    path: string,
    headers: Record<string, string>,
  ): Promise<[Record<string, unknown>, Buffer, number]> => {
    const request = httpRequest({ port, path, headers }).end();
    const [response] = (await once(request, "response")) as [IncomingMessage];
    const pieces: Buffer[] = [];
    for await (const piece of response) pieces.push(piece as Buffer);
    return [response.headers, Buffer.concat(pieces), response.statusCode ?? 0];
  };
  const [headers, body] = await get("/assets/main-1.js", { "accept-encoding": "gzip, br" });
  expect(headers).toMatchObject({ "content-encoding": "br", "cache-control": "public, max-age=31536000, immutable" });
  expect(body.toString()).toBe("compressed");
  const [, plain] = await get("/assets/main-1.js", { "accept-encoding": "br;q=0" });
  expect(plain.toString()).toBe("export {};");
  const [pageHeaders, page] = await get("/", { "accept-encoding": "gzip" });
  expect(gunzipSync(page).toString()).toContain("vitrine-config");
  const [, , status] = await get("/", { "accept-encoding": "gzip", "if-none-match": String(pageHeaders["etag"]) });
  expect(status).toBe(304);
  for (const path of [
    "/assets/..%2f..%2fpackage.json",
    "/assets/../../package.json",
    "/nothing",
    "/gradio_api/proxy=http://x/",
  ]) {
    const [, , missing] = await get(path, {});
    expect(missing).toBe(404);
  }
});

test("without a built page the app says what to do", async () => {
  await using server = await TestGateway.start();
  const response = await fetch(server.gateway.url);
  expect(response.status).toBe(503);
  expect(await response.text()).toMatch(/npm run build/);
});

test("a foreign host, origin or upgrade is refused, and told what to set", async () => {
  await using server = await TestGateway.start();
  const { url, port } = server.gateway;
  const request = httpRequest({ port, headers: { host: "attacker.test" } }).end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  response.resume();
  expect(response.statusCode).toBe(403);
  const foreign = await upload(server, form(["a.txt", "a"]), { origin: "https://evil.test" });
  expect(foreign.status).toBe(403);
  expect(await foreign.text()).toMatch(/publicUrl/);
  expect(foreign.headers.has("access-control-allow-origin")).toBe(false);
  await expect(new HandPage(url, { origin: "https://evil.test" }).opened()).rejects.toThrow("403");
  await expect(new HandPage(`${url}/elsewhere`).opened()).rejects.toThrow("404");
});

test("an uploaded file reaches the function and comes back as it was", async () => {
  await using server = await TestGateway.start();
  const page = await server.page();
  const session = randomId();
  await page.hello(session, randomId());
  const response = await upload(server, form(["../../é vil.txt", "hello"]), { "x-vitrine-session": session });
  const [reference = ""] = (await response.json()) as string[];
  expect(reference).toMatch(/^[0-9a-f]{32}\/é vil\.txt$/);
  page.say({ msg: "call", call: randomId(), fn: 2, data: [{ path: reference, meta: { _type: "gradio.FileData" } }] });
  const { calls } = await server.runner.next("run");
  expect(calls[0]?.files[reference]).toMatchObject({ name: "é vil.txt", size: 5, type: "text/plain" });
  const back = await fetch(fileUrl(server, reference));
  expect(await back.text()).toBe("hello");
  expect(back.headers.get("content-disposition")).toBe("inline; filename*=utf-8''%C3%A9%20vil.txt");
  server.clock.advance(3_600_001);
  expect((await fetch(fileUrl(server, reference))).status).toBe(200);
});

test("a file that nobody holds goes after an hour without use", async () => {
  await using server = await TestGateway.start();
  const [reference = ""] = await uploaded(server, ["a.txt", "hello"]);
  server.clock.advance(3_000_000);
  await fetch(fileUrl(server, reference));
  server.clock.advance(3_000_000);
  expect((await fetch(fileUrl(server, reference))).status).toBe(200);
  server.clock.advance(3_602_000);
  expect((await fetch(fileUrl(server, reference))).status).toBe(404);
  expect(stored(server)).toEqual([]);
});

test("equal contents are stored once", async () => {
  await using server = await TestGateway.start();
  const [first, second] = await uploaded(server, ["a.txt", "same"], ["b.txt", "same"]);
  expect(first).not.toBe(second);
  expect(stored(server)).toHaveLength(1);
});

test("types that could run are downloads in a sandbox", async () => {
  await using server = await TestGateway.start();
  const html = "<script>alert(1)</script>";
  const references = await uploaded(
    server,
    ["a.html", html, "text/html"],
    ["a.svg", html, "image/svg+xml"],
    ["a.png", html, "image/png"],
  );
  const answers = await Promise.all(references.map((reference) => fetch(fileUrl(server, reference))));
  expect(answers.map(({ headers }) => headers.get("content-type"))).toEqual([
    "application/octet-stream",
    "application/octet-stream",
    "image/png",
  ]);
  for (const { headers } of answers) {
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toMatch(/^sandbox/);
  }
});

test("ranges, validators and HEAD", async () => {
  await using server = await TestGateway.start();
  const [reference = ""] = await uploaded(server, ["a.txt", "0123456789"]);
  const get = async (headers: Record<string, string>, method = "GET"): Promise<[number, string, string | null]> => {
    const response = await fetch(fileUrl(server, reference), { headers, method });
    return [response.status, await response.text(), response.headers.get("content-range")];
  };
  expect(await get({ range: "bytes=0-4" })).toEqual([206, "01234", "bytes 0-4/10"]);
  expect(await get({ range: "bytes=6-" })).toEqual([206, "6789", "bytes 6-9/10"]);
  expect(await get({ range: "bytes=-3" })).toEqual([206, "789", "bytes 7-9/10"]);
  expect(await get({ range: "bytes=10-" })).toEqual([416, "", "bytes */10"]);
  expect(await get({ range: "bytes=9-1" })).toEqual([200, "0123456789", null]);
  expect(await get({ range: `bytes=${"0-,".repeat(1000)}0-` })).toEqual([200, "0123456789", null]);
  expect(await get({}, "HEAD")).toEqual([200, "", null]);
  const etag = (await fetch(fileUrl(server, reference))).headers.get("etag") ?? "";
  expect((await get({ "if-none-match": etag }))[0]).toBe(304);
});

test("whatever is no reference is not there", async () => {
  await using server = await TestGateway.start();
  const paths = [
    "/etc/passwd",
    "../../../../etc/passwd",
    "%2e%2e%2fetc%2fpasswd",
    "%00",
    "%ff",
    "x".repeat(10_000),
    "a%0d%0ab: c",
    "",
  ];
  const answers = await Promise.all(paths.map((path) => fetch(`${server.gateway.url}/gradio_api/file=${path}`)));
  const bodies = await Promise.all(answers.map((answer) => answer.text()));
  expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 404));
  expect(new Set(bodies).size).toBe(1);
});

test("uploads that are too large, too many, no form or broken are refused and leave nothing", async () => {
  await using server = await TestGateway.start({ limits: { filesPerRequest: 2 } });
  const large = new Uint8Array(1_000_001);
  const tooLarge = await upload(server, form(["a", "small"], ["b", large]));
  expect(tooLarge.status).toBe(413);
  expect(await tooLarge.json()).toEqual({ detail: "File size exceeded maximum allowed size of 1000000 bytes." });
  expect((await upload(server, form(["a", "1"], ["b", "2"], ["c", "3"]))).status).toBe(413);
  const post = (type: string, body: string): Promise<Response> =>
    fetch(`${server.gateway.url}/gradio_api/upload`, { method: "POST", body, headers: { "content-type": type } });
  expect((await post("text/plain", "{}")).status).toBe(415);
  expect((await post("multipart/form-data", "x")).status).toBe(400);
  const part = '--b\r\ncontent-disposition: form-data; name="files"; filename="a"\r\n\r\nabc';
  expect((await post("multipart/form-data; boundary=b", part)).status).toBe(400);
  expect((await post("multipart/form-data; boundary=b", "")).status).toBe(400);
  expect(stored(server)).toEqual([]);
});

test("an announced size over the limit is refused before it is read", async () => {
  await using server = await TestGateway.start();
  const headers = { "content-type": "multipart/form-data; boundary=b", "content-length": "1000000000" };
  const request = httpRequest({ port: server.gateway.port, path: "/gradio_api/upload", method: "POST", headers });
  request.on("error", () => {});
  request.flushHeaders();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  expect(response.statusCode).toBe(413);
  request.destroy();
});

test("an upload that breaks off or falls silent leaves nothing", async () => {
  await using server = await TestGateway.start();
  const begin = async (): Promise<ClientRequest> => {
    const headers = { "content-type": "multipart/form-data; boundary=b" };
    const request = httpRequest({ port: server.gateway.port, path: "/gradio_api/upload", method: "POST", headers });
    request.on("error", () => {});
    request.write('--b\r\ncontent-disposition: form-data; name="files"; filename="a"\r\n\r\n' + "x".repeat(1000));
    while (stored(server).length === 0) await (await fetch(`${server.gateway.url}/config`)).text();
    return request;
  };
  (await begin()).destroy();
  while (stored(server).length > 0) await (await fetch(`${server.gateway.url}/config`)).text();
  const silent = await begin();
  const answered = once(silent, "response");
  server.clock.advance(30_000);
  const [response] = (await answered) as [IncomingMessage];
  expect(response.statusCode).toBe(408);
  expect(stored(server)).toEqual([]);
  silent.destroy();
});

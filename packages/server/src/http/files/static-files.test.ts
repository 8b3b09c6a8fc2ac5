import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { TestGateway } from "../../serve/test-gateway.ts";

/** A folder to serve, with a secret beside it. */
function makeFolder(): string {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "static-test-")));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  const folder = join(base, "pub");
  mkdirSync(join(folder, "deep", ".git"), { recursive: true });
  mkdirSync(join(base, "pub-secret"));
  for (const [name, text] of [
    ["secret.txt", "secret"],
    ["pub-secret/x.txt", "secret"],
    ["pub/page.html", "<h1>hello</h1>"],
    ["pub/look.css", "h1 { color: red }"],
    ["pub/a b ü.txt", "0123456789"],
    ["pub/deep/index.html", "index"],
    ["pub/deep/.git/config", "secret"],
    ["pub/.env", "secret"],
  ] as const) {
    writeFileSync(join(base, name), text);
  }
  symlinkSync(join(base, "secret.txt"), join(folder, "link.txt"));
  symlinkSync(join(base, "pub-secret"), join(folder, "out"));
  symlinkSync(join(folder, ".env"), join(folder, "shown.txt"));
  symlinkSync(join(folder, "page.html"), join(folder, "same.html"));
  execFileSync("sh", ["-c", `mkfifo "$0"`, join(folder, "pipe")]);
  return folder;
}

async function start(): Promise<TestGateway> {
  const gateway = await TestGateway.start({
    settings: { staticFiles: { "/pub": makeFolder() }, rootPath: "/app" },
    page: { "index.html": "<head></head>", "assets/a.js": "1" },
  });
  onTestFinished(() => gateway[Symbol.asyncDispose]());
  return gateway;
}

/** The status and body of a path that is sent as it is written. */
function raw(url: string, path: string): Promise<string> {
  const { hostname, port, host } = new URL(url);
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
    );
    socket.setEncoding("utf8").on("data", (piece: string) => (text += piece));
    socket.on("end", () => resolve(text)).on("error", reject);
  });
}

describe("static files", () => {
  it("are served as they are, with their types, below a proxy's path, too", async () => {
    const { gateway } = await start();
    const page = await fetch(`${gateway.url}/pub/page.html`);
    expect(await page.text()).toBe("<h1>hello</h1>");
    expect(page.headers.get("content-type")).toMatch(/^text\/html/);
    expect(page.headers.get("content-disposition")).toBeNull();
    expect(page.headers.get("x-content-type-options")).toBe("nosniff");
    const sheet = await fetch(`${gateway.url}/app/pub/look.css`);
    expect([sheet.status, sheet.headers.get("content-type")]).toEqual([200, expect.stringMatching(/^text\/css/)]);
    expect(await (await fetch(`${gateway.url}/pub/a%20b%20%C3%BC.txt`)).text()).toBe("0123456789");
    expect(await (await fetch(`${gateway.url}/pub/deep/`)).text()).toBe("index");
    expect(await (await fetch(`${gateway.url}/pub/same.html`)).text()).toBe("<h1>hello</h1>");
  });

  it("know HEAD, parts and what a browser has already, and take no other method", async () => {
    const { gateway } = await start();
    const url = `${gateway.url}/pub/a%20b%20%C3%BC.txt`;
    const head = await fetch(url, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "10", ""]);
    const part = await fetch(url, { headers: { range: "bytes=2-4" } });
    expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([206, "bytes 2-4/10", "234"]);
    expect((await fetch(url, { headers: { range: "bytes=10-" } })).status).toBe(416);
    const etag = head.headers.get("etag") ?? "";
    expect((await fetch(url, { headers: { "if-none-match": etag } })).status).toBe(304);
    expect((await fetch(url, { method: "POST", body: "x" })).status).toBe(404);
  });

  it.each([
    "/pub/../secret.txt",
    "/pub/..%2fsecret.txt",
    "/pub/%2e%2e/secret.txt",
    "/pub/%252e%252e/secret.txt",
    "/pub/..%5csecret.txt",
    "/pub/....//secret.txt",
    "/pub//etc/passwd",
    "/pub/%2Fetc%2Fpasswd",
    "/pub-secret/x.txt",
    "/pub/link.txt",
    "/pub/out/x.txt",
    "/pub/.env",
    "/pub/%2eenv",
    "/pub/shown.txt",
    "/pub/deep/.git/config",
    "/pub/page.html%00.txt",
    "/pub/page.html::$DATA",
    "/pub/%ff",
    "/pub/deep",
    "/pub/pipe",
    "/pub",
    `/pub/${"a".repeat(5000)}`,
  ])("give nothing for %s", async (path) => {
    const { gateway } = await start();
    const answer = await raw(gateway.url, path);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).not.toContain("secret\n");
    expect(answer.endsWith("secret")).toBe(false);
  });
});

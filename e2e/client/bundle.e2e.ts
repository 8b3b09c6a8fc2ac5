import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openBrowser } from "../chromium.ts";
import { type Relay, startRelay } from "../relay.ts";
import { type RunningScript, startScript } from "../script.ts";

const apps = fileURLToPath(new URL("../apps", import.meta.url));
const entry = fileURLToPath(import.meta.resolve("@vitrine/client"));
const vite = fileURLToPath(new URL("../../node_modules/vite/bin/vite.js", import.meta.url));

/** A page of somebody's own that was built with the client, by the names of its files. */
const site = new Map<string, Buffer>();
let folder: string;
let app: RunningScript;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vitrine-bundle-"));
  const code = `import { connect, VitrineClientError } from ${JSON.stringify(entry)};
Object.assign(window, { connect, VitrineClientError });
document.title = "ready";`;
  await writeFile(join(folder, "index.html"), '<!doctype html><script type="module" src="./main.js"></script>');
  await writeFile(join(folder, "main.js"), code);
  await promisify(execFile)(process.execPath, [vite, "build", folder, "--outDir", join(folder, "built")], {
    cwd: folder,
  });
  const built = join(folder, "built");
  for (const file of await readdir(built, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    // oxlint-disable-next-line no-await-in-loop -- a handful of files
    site.set(path.slice(built.length), await readFile(path));
  }
  app = await startScript(["--import", "tsx", "for-client.ts"], apps);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await app?.stop();
});

/** The page, served from an origin of its own, with `url` as the address of the app. */
async function visit(): Promise<Page> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://site").pathname;
    const content = site.get(path === "/" ? "/index.html" : path);
    response.setHeader("content-type", path.endsWith(".js") ? "text/javascript" : "text/html");
    response.writeHead(content === undefined ? 404 : 200).end(content);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = await openBrowser();
  onTestFinished(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction("document.title === 'ready'");
  return page;
}

test("a page's bundle holds neither React nor the server, nor needs Node, and stays small", () => {
  const scripts = [...site].filter(([name]) => name.endsWith(".js"));
  const all = scripts.map(([, content]) => content.toString()).join("\n");
  expect(all).not.toMatch(/react\.|jsx|hono|__vite-browser-external|node:http|onnxruntime/i);
  expect(all).toContain("VitrineClientError");
  expect(gzipSync(all).length).toBeLessThan(11 * 1024);
});

test("a page of another origin calls, streams, cancels and sends files", async () => {
  const page = await visit();
  const got = await page.evaluate(`(async () => {
    const client = await connect(${JSON.stringify(app.url)});
    const [text] = (await client.predict("/repeat", { text: "ab", times: 3 })).data;
    const record = (await client.predict("/measure", { text: "one two" })).data;
    const counted = [];
    for await (const event of client.submit("/count", { to: 3 })) if (event.type === "data") counted.push(event.data[0]);
    const call = client.submit("/forever");
    let status = "";
    for await (const event of call) {
      if (event.type === "status" && event.stage === "running") call.cancel();
      if (event.type === "end") status = event.status;
    }
    const bytes = crypto.getRandomValues(new Uint8Array(60_000));
    const returned = [];
    for (const file of [new File([bytes], "a.bin"), new Blob([bytes]), bytes, await client.upload(bytes, "b.bin")]) {
      const [{ url }] = (await client.predict("/copy", { file })).data;
      const back = new Uint8Array(await (await fetch(url)).arrayBuffer());
      returned.push(back.length === bytes.length && back.every((byte, index) => byte === bytes[index]));
    }
    const path = await client.upload("/etc/hosts").catch((error) => error.message);
    client.close();
    return { text, record, counted, status, returned, path };
  })()`);
  expect(got).toEqual({
    text: "ababab",
    record: { length: 7, words: ["one", "two"] },
    counted: [1, 2, 3],
    status: "cancelled",
    returned: [true, true, true, true],
    path: "A path can be uploaded in Node alone; give a File or a Blob.",
  });
});

test.each(["sockets", "event streams"])("a page of another origin logs in, and calls by %s", async (way) => {
  const script = await startScript(["--import", "tsx", "client-login.ts"], apps);
  onTestFinished(async () => void (await script.stop()));
  const page = await visit();
  const got = await page.evaluate(`(async () => {
    if (${JSON.stringify(way)} === "event streams") delete globalThis.WebSocket;
    const url = ${JSON.stringify(script.url)};
    const nobody = await connect(url).catch((error) => error.code);
    const wrong = await connect(url, { auth: ["ada", "guess"] }).catch((error) => error.code);
    const client = await connect(url, { auth: ["ada", "engine"] });
    const [file] = (await client.predict("/predict", { file: new File(["mine"], "a.txt") })).data;
    const back = await (await fetch(file.url, { credentials: "include" })).text();
    client.close();
    return { nobody, wrong, name: file.orig_name, back };
  })()`);
  expect(got).toEqual({ nobody: "login", wrong: "login", name: "a.txt", back: "mine" });
});

test("in a page a cut connection loses nothing, and errors keep their code", async () => {
  const relay: Relay = await startRelay(app.url);
  onTestFinished(() => relay.close());
  const page = await visit();
  await page.exposeFunction("cutRelay", () => {
    relay.cut();
    relay.mend();
  });
  const got = await page.evaluate(`(async () => {
    const client = await connect(${JSON.stringify(relay.url)});
    const seen = [];
    for await (const event of client.submit("/count", { to: 20 })) {
      if (event.type !== "data") continue;
      seen.push(event.data[0]);
      if (seen.length === 3) await cutRelay();
    }
    const { name, code, title } = await client.predict("/refuse", ["dogs"]).catch((error) => error);
    const wrong = await client.predict("/repeat", { text: 5 }).catch((error) => error);
    const nobody = await connect("http://127.0.0.1:1").catch((error) => error);
    client.close();
    return { last: seen.at(-1), error: { name, code, title }, field: wrong.fields[0].name, nobody: nobody.code };
  })()`);
  expect(got).toEqual({
    last: 20,
    error: { name: "VitrineClientError", code: "user", title: "Refused" },
    field: "text",
    nobody: "unreachable",
  });
});

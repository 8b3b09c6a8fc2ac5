import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { once } from "node:events";
import { createServer, get, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Interface, Textbox, type MountOptions } from "../index.ts";
import { askOffering, visit } from "./test-visitor.ts";

vi.setConfig({ testTimeout: 20_000 });

let folder = "";
const open: { close(): unknown }[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mount-test-"));
  vi.stubEnv("TMPDIR", folder);
});
afterEach(async () => {
  for (const thing of open.splice(0).toReversed()) await thing.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function shouting() {
  const app = new Interface({
    inputs: Textbox({ name: "text" }),
    outputs: Textbox({ name: "loud" }),
    fn: (text) => `${text}!`,
  });
  open.push(app);
  return app;
}

async function listening(server = createServer((_, outgoing) => outgoing.end("own"))): Promise<Server> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  open.push({
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  });
  return server;
}

async function predict(url: string): Promise<unknown> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}/api/predict`, { method: "POST", headers, body: '{"text":"hey"}' });
  return answer.json();
}

describe("attach", () => {
  it("answers requests that came before it was ready, and tells its address", async () => {
    const server = await listening();
    const attaching = shouting().attach(server, { path: "/demo", quiet: true });
    const { port } = server.address() as { port: number };
    expect(await predict(`http://127.0.0.1:${port}/demo`)).toEqual({ data: { loud: "hey!" } });
    expect((await attaching).url).toBe(`http://127.0.0.1:${port}/demo`);
  });

  it("works before the server listens and before the server has a listener of its own", async () => {
    const server = createServer();
    const running = await shouting().attach(server, { path: "/demo/", quiet: true });
    expect(running.url).toBe("/demo");
    server.on("request", (_, outgoing) => outgoing.end("own"));
    await listening(server);
    expect(await predict(running.url)).toEqual({ data: { loud: "hey!" } });
    expect(await (await fetch(new URL("/demonstration", running.url))).text()).toBe("own");
  });

  it("takes the whole server where no path is given", async () => {
    const running = await shouting().attach(await listening(), { quiet: true });
    expect(await predict(running.url)).toEqual({ data: { loud: "hey!" } });
  });

  it("leaves offers of other protocols alone, as a server without it does", async () => {
    const server = await listening();
    const { url } = await shouting().attach(server, { path: "/demo", quiet: true });
    expect(await askOffering(new URL("/own", url).href)).toBe("own");
    expect(await askOffering(`${url}/api/predict`, '{"text":"hey"}')).toContain("hey!");
    const taken = once(server, "upgrade");
    server.on("upgrade", (_, stream) => stream.end("HTTP/1.1 400 Bad Request\r\nContent-Length: 5\r\n\r\ntaken"));
    expect(await askOffering(new URL("/own", url).href)).toBe("taken");
    await taken;
  });

  it("closes its sockets with 1001 and gives its path, its files and the server's own events back", async () => {
    const server = await listening();
    const app = shouting();
    const running = await app.attach(server, { path: "/demo", quiet: true });
    const { url } = running;
    const visitor = await visit(url);
    await visitor.until(({ msg }) => msg === "welcome");
    await expect(app.launch({ port: 0 })).rejects.toThrow(`runs already at ${url}`);
    await running.close();
    expect(await visitor.closed).toBe(1001);
    expect(await (await fetch(url)).text()).toBe("own");
    expect(readdirSync(folder)).toEqual([]);
    expect([server.listenerCount("upgrade"), Object.hasOwn(server, "emit")]).toEqual([0, false]);
    const again = await app.attach(server, { path: "/demo", quiet: true });
    expect(await predict(again.url)).toEqual({ data: { loud: "hey!" } });
  });

  it("refuses a host that points a foreign page at a server of this machine", async () => {
    const { url } = await shouting().attach(await listening(), { path: "/demo", quiet: true });
    const answer = await new Promise<number | undefined>((resolve) => {
      get(url, { headers: { host: "evil.example" } }, ({ statusCode }) => resolve(statusCode));
    });
    expect(answer).toBe(403);
  });

  it.each([
    [{ path: "demo" }, /^attach\(\): path must be a path such as "\/demo", got "demo"/],
    [{ path: 3 }, /^attach\(\): path must be a path/],
    [{ port: 80 }, /^attach\(\): port belongs to the server that the app is mounted in/],
    [{ path: "/demo", hots: 1 }, /^attach\(\): unknown option "hots"/],
  ])("refuses %j", async (options, message) => {
    const server = await listening();
    await expect(shouting().attach(server, options as MountOptions)).rejects.toThrow(message);
    expect(readdirSync(folder)).toEqual([]);
    const { port } = server.address() as { port: number };
    await expect.poll(async () => (await fetch(`http://127.0.0.1:${port}/demo`)).text()).toBe("own");
  });

  it("refuses a path that is taken, and what is no server", async () => {
    const server = await listening();
    const first = await shouting().attach(server, { path: "/demo", quiet: true });
    await expect(shouting().attach(server, { path: "/demo/" })).rejects.toThrow('attached at "/demo" of this server');
    await expect(shouting().attach((() => {}) as never)).rejects.toThrow(/must be one of Node, such as createServer/);
    expect(await predict(first.url)).toEqual({ data: { loud: "hey!" } });
  });
});

describe("fetch", () => {
  const page = new Request("http://site.example/demo/config");

  it("starts once, answers below its path or without it, and ends with close()", async () => {
    const app = shouting();
    const { fetch: answer } = app;
    const options = { path: "/demo", quiet: true };
    const answers = await Promise.all([
      answer(page, options),
      answer(new Request("http://site.example/config"), options),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(readdirSync(folder)).toHaveLength(1);
    await expect(app.launch({ port: 0 })).rejects.toThrow("runs already at /demo");
    await app.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("refuses what changes state from a foreign page", async () => {
    const headers = { origin: "https://evil.example", "content-type": "application/json" };
    const request = new Request("http://site.example/api/predict", { method: "POST", headers, body: "{}" });
    expect((await shouting().fetch(request, { quiet: true })).status).toBe(403);
  });

  it("says what is wrong with an option, and starts once that is right", async () => {
    const app = shouting();
    await expect(app.fetch(page, { path: "demo" })).rejects.toThrow(/^fetch\(\): path must be a path/);
    expect((await app.fetch(page, { path: "/demo", quiet: true })).status).toBe(200);
  });

  it("says what is wrong with what is no request, and with one whose body was read", async () => {
    const app = shouting();
    for (const given of ["/config", { url: "/config" }, new URL("http://site.example/config"), null])
      await expect(app.fetch(given as never, { quiet: true })).rejects.toThrow(/^fetch\(\) needs a Request, got /);
    const headers = { "content-type": "application/json" };
    const init = { method: "POST", headers, body: '{"text":"hey"}' };
    const request = new Request("http://site.example/api/predict", init);
    const copy = request.clone();
    await request.json();
    await expect(app.fetch(request, { quiet: true })).rejects.toThrow(/body of POST \/api\/predict was read already/);
    const held = copy.clone();
    const reader = held.body!.getReader();
    await expect(app.fetch(held, { quiet: true })).rejects.toThrow(
      /body of POST \/api\/predict is being read by another/,
    );
    reader.releaseLock();
    const relative = { url: "/config", method: "GET", headers: new Headers(), body: null, bodyUsed: false };
    await expect(app.fetch(relative as Request, { quiet: true })).rejects.toThrow(
      /needs a whole URL.*, got "\/config"/,
    );
    expect(await (await app.fetch(copy, { quiet: true })).json()).toEqual({ data: { loud: "hey!" } });
  });

  it("reads a body once, and outlives one that breaks while nobody reads it", async () => {
    const app = shouting();
    const ask = (path: string, body: BodyInit): Promise<Response> => {
      const headers = { "content-type": "application/json" };
      const init = { method: "POST", headers, body, duplex: "half" } as RequestInit;
      return app.fetch(new Request(`http://site.example${path}`, init), { quiet: true });
    };
    const answer = await ask("/gradio_api/cancel", '{"event_id":"a","session_hash":"b"}');
    expect(await answer.json()).toEqual({ success: true });
    for (const path of ["/gradio_api/reset", "/api/nothing", "/api/predict", "/gradio_api/upload"]) {
      const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) });
      // oxlint-disable-next-line no-await-in-loop -- one after another
      expect((await ask(path, broken)).status, path).toBeLessThan(500);
    }
    // An error that nobody caught would end this test's process.
    await new Promise(setImmediate);
  });

  it("carries a stream until its reader leaves", async () => {
    const app = shouting();
    const stream = await app.fetch(new Request("http://site.example/_vitrine/stream", { method: "POST" }), {
      quiet: true,
    });
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    const link = /\w{32}/.exec((await reader.read()).value ?? "")![0];
    const headers = { "content-type": "application/json", "x-vitrine-link": link };
    const send = (body: string): Promise<Response> =>
      app.fetch(new Request("http://site.example/_vitrine/send", { method: "POST", headers, body }));
    const hello = { msg: "hello", session: "a".repeat(32), load: "b".repeat(32), calls: [] };
    expect((await send(JSON.stringify(hello))).status).toBe(204);
    expect((await reader.read()).value).toContain('"msg":"welcome"');
    await reader.cancel();
    await expect.poll(async () => (await send("")).status).toBe(404);
  });
});

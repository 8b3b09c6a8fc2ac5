import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { ManualClock } from "../clock/manual-clock.ts";
import { randomId, TestGateway } from "./test-gateway.ts";

vi.setConfig({ testTimeout: 30_000 });

/** A clock that fails when it is asked next, or after it was asked some times more. */
class FaultyClock extends ManualClock {
  faults = 0;
  skipped = 0;

  override now(): number {
    if (this.faults === 0 || this.skipped-- > 0) return super.now();
    this.skipped = 0;
    this.faults -= 1;
    throw new Error("injected fault");
  }
}

async function start(): Promise<{ server: TestGateway; clock: FaultyClock } & AsyncDisposable> {
  const clock = new FaultyClock();
  const server = await TestGateway.start({ clock });
  return { server, clock, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

/** The next visitor is served, and one fault was told with its stack. */
async function stillServes(server: TestGateway): Promise<void> {
  const page = await server.visitor();
  page.say({ msg: "call", call: randomId(), fn: 3, data: [] });
  expect((await page.next("end")).error?.code).toBe("invalid");
  const faults = server.lines.filter(({ text }) => text.includes("injected fault"));
  expect(faults).toHaveLength(1);
  expect(faults[0]!.text).toMatch(/\n\s+at /);
}

const json = { "content-type": "application/json" };

test.each(["/api/predict", "/api/predict?wait=1", "/gradio_api/call/predict", "/gradio_api/run/predict"])(
  "a request that meets a fault is answered 500: POST %s",
  async (path) => {
    await using it = await start();
    const { server, clock } = it;
    const body = path.startsWith("/api") ? '{"text":"a"}' : '{"data":["a"]}';
    clock.faults = 1;
    const answer = await fetch(`${server.gateway.url}${path}`, { method: "POST", headers: json, body });
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain("injected");
    await stillServes(server);
  },
);

test("an upgrade that meets a fault is cut off", async () => {
  await using it = await start();
  const { server, clock } = it;
  clock.faults = 1;
  const socket = new WebSocket(`${server.gateway.url.replace("http", "ws")}/_vitrine/socket`);
  socket.on("error", () => {});
  await once(socket, "close");
  expect(socket.readyState).toBe(WebSocket.CLOSED);
  await stillServes(server);
});

test("a message that meets a fault closes its socket with 1011 and no other", async () => {
  await using it = await start();
  const { server, clock } = it;
  const other = await server.visitor();
  const page = await server.visitor();
  clock.faults = 1;
  page.say({ msg: "cancel", call: randomId() });
  expect(await page.closed).toBe(1011);
  other.say({ msg: "call", call: randomId(), fn: 3, data: [] });
  expect((await other.next("end")).error?.code).toBe("invalid");
  await stillServes(server);
});

test("a socket whose end meets a fault takes nobody along", async () => {
  await using it = await start();
  const { server, clock } = it;
  const page = await server.visitor();
  clock.faults = 1;
  await page.leave();
  await expect.poll(() => clock.faults).toBe(0);
  await stillServes(server);
});

test.each(["/gradio_api/heartbeat/abc"])("a stream that meets a fault when it opens is cut off: %s", async (path) => {
  await using it = await start();
  const { server, clock } = it;
  clock.faults = 1;
  await expect(fetch(`${server.gateway.url}${path}`)).rejects.toThrow("fetch failed");
  await stillServes(server);
});

test("what the functions say and meets a fault ends that call alone, and its place is free", async () => {
  await using it = await start();
  const { server, clock } = it;
  const page = await server.visitor();
  const calls = [randomId(), randomId()];
  for (const call of calls) page.say({ msg: "call", call, fn: 1, data: ["a"] });
  const run = await server.runner.nextRun();
  clock.faults = 1;
  server.runner.say({
    msg: "call-end",
    run: run.run,
    call: run.call,
    end: { status: "done", values: ["A"] },
    files: [],
  });
  expect(await page.next("end")).toMatchObject({ call: run.call, status: "error", error: { code: "failed" } });
  server.runner.say({ msg: "run-end", run: run.run, ms: 1 });
  server.runner.done(await server.runner.nextRun(), ["B"]);
  expect(await page.next("end")).toMatchObject({ status: "done" });
  await stillServes(server);
});

test("the sweep goes on after a fault", async () => {
  await using it = await start();
  const { server, clock } = it;
  const silent = await server.page();
  // The first two ask when the next sweep is due and how late this one comes.
  Object.assign(clock, { faults: 1, skipped: 2 });
  clock.advance(1000);
  expect(clock.faults).toBe(0);
  // Whoever says no hello is let go by a later sweep.
  clock.advance(15_000);
  expect(await silent.closed).toBe(1008);
  await stillServes(server);
});

test("a header named as a property of every object is a header like any other", async () => {
  await using server = await TestGateway.start();
  const headers = Object.assign({ constructor: "a", tostring: "b", valueof: "c" }, JSON.parse('{"__proto__":"d"}'));
  const page = await server.page(headers);
  await page.hello(randomId(), randomId());
  const [answer] = (await once(get(`${server.gateway.url}/config`, { headers }), "response")) as [IncomingMessage];
  expect(answer.statusCode).toBe(200);
  answer.resume();
  expect(server.lines).toEqual([]);
});

test.each([
  "/gradio_api/heartbeat/abc",
  "/gradio_api/queue/data?session_hash=abc",
  `/gradio_api/call/predict/${"0".repeat(32)}`,
])("HEAD of a stream is its head and opens nothing: %s", async (path) => {
  await using server = await TestGateway.start();
  const answer = await fetch(`${server.gateway.url}${path}`, { method: "HEAD" });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(await answer.text()).toBe("");
  expect(server.lines).toEqual([]);
  const metrics = await (await fetch(`${server.gateway.url}/metrics`)).text();
  expect(metrics).toMatch(/^vitrine_sessions 0$/m);
});

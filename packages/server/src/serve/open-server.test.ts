import { applyDiff, type JsonValue } from "@vitrine/protocol";
import { expect, test, vi } from "vitest";
import { describeTestApp } from "./test-app.ts";
import { randomId, TestGateway } from "./test-gateway.ts";

vi.setConfig({ testTimeout: 30_000 });

test("a call is accepted, starts, tells its values and ends", async () => {
  await using server = await TestGateway.start();
  const page = await server.visitor();
  const call = randomId();
  page.say({ msg: "call", call, fn: 1, data: ["cat"] });
  expect(await page.next("accepted")).toMatchObject({ call, n: 0 });
  expect(await page.next("started")).toMatchObject({ n: 1, etaMs: null, generator: true });
  const run = await server.runner.nextRun();
  expect(run.call).toBe(call);
  server.runner.yield(run, ["c"]);
  server.runner.yield(run, ["ca"]);
  server.runner.done(run, ["cat"]);
  expect(await page.next("values")).toMatchObject({ n: 2, values: ["c"] });
  let value: JsonValue = "c";
  for (const n of [3, 4]) {
    const edits = await page.next("edits");
    expect(edits.n).toBe(n);
    value = applyDiff(value, edits.edits[0] ?? []);
  }
  expect(value).toBe("cat");
  expect(await page.next("end")).toMatchObject({ n: 5, status: "done" });
});

test("the function is told a hash of the session, and no cookie", async () => {
  await using server = await TestGateway.start();
  const page = await server.page({ cookie: "secret=1", authorization: "Basic x", "x-hint": "here" });
  const session = randomId();
  await page.hello(session, randomId());
  page.say({ msg: "call", call: randomId(), fn: 1, data: ["cat"] });
  const { calls } = await server.runner.next("run");
  const { caller } = calls[0] ?? {};
  expect(caller?.session).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(calls)).not.toContain(session);
  const names = caller?.headers.split("\n").map((line) => line.split(":")[0]);
  expect(names).toContain("x-hint");
  expect(names).not.toContain("cookie");
  expect(names).not.toContain("authorization");
});

test("a second call sees its position, and starts when the first function has really ended", async () => {
  await using server = await TestGateway.start();
  const [first, second] = [await server.page(), await server.visitor()];
  const session = randomId();
  await first.hello(session, randomId());
  first.say({ msg: "call", call: randomId(), fn: 1, data: ["a"] });
  const run = await server.runner.nextRun();
  second.say({ msg: "call", call: randomId(), fn: 1, data: ["b"] });
  expect(await second.next("position")).toMatchObject({ rank: 0, size: 1 });
  first.say({ msg: "cancel", call: run.call });
  expect(await first.next("end")).toMatchObject({ status: "cancelled" });
  expect(await server.runner.next("cancel")).toMatchObject({ run: run.run, call: run.call, reason: "user" });
  server.clock.advance(10_000);
  expect(server.lines.map(({ text }) => text).join()).toMatch(/\/predict was told to stop 10 s ago/);
  expect(server.runner.inbox.all.filter(({ msg }) => msg === "run")).toHaveLength(1);
  server.runner.done(run, ["too late"]);
  expect(await server.runner.next("run")).toMatchObject({ calls: [{ data: ["b"] }] });
  await first.leave();
  const back = await server.page();
  await back.hello(session, randomId(), [{ call: run.call, after: -1 }]);
  await back.next("end");
  expect(back.inbox.all.map(({ msg }) => msg)).toEqual(["welcome", "accepted", "started", "end"]);
});

test("after a cut the page attaches again and gets what it missed", async () => {
  await using server = await TestGateway.start();
  const [session, load, call] = [randomId(), randomId(), randomId()];
  const page = await server.page();
  await page.hello(session, load);
  page.say({ msg: "call", call, fn: 1, data: ["cat"] });
  const run = await server.runner.nextRun();
  server.runner.yield(run, ["one"]);
  expect((await page.next("values")).n).toBe(2);
  await page.leave();
  server.runner.yield(run, ["one two"]);
  server.runner.done(run, ["one two three"]);
  const back = await server.page();
  await back.hello(session, randomId(), [{ call, after: 2 }]);
  const end = await back.next("end");
  expect(end.status).toBe("done");
  let value: JsonValue = "one";
  for (const message of back.inbox.all) if (message.msg === "edits") value = applyDiff(value, message.edits[0] ?? []);
  expect(value).toBe("one two three");
  expect(server.runner.inbox.all.some(({ msg }) => msg === "cancel")).toBe(false);
});

test("a call whose page stays away is cancelled after its grace, not before", async () => {
  await using server = await TestGateway.start();
  const page = await server.visitor();
  page.say({ msg: "call", call: randomId(), fn: 1, data: ["cat"] });
  const { run } = await server.runner.nextRun();
  await page.leave();
  const other = await server.visitor();
  server.clock.advance(29_000);
  other.say({ msg: "call", call: randomId(), fn: 2, data: [] });
  await other.next("end");
  expect(server.runner.inbox.all.some(({ msg }) => msg === "cancel")).toBe(false);
  server.clock.advance(1001);
  expect(await server.runner.next("cancel")).toMatchObject({ run, reason: "disconnect" });
});

test("a waiting call whose page left is passed over, and goes on when the page is back", async () => {
  await using server = await TestGateway.start();
  const [busy, later] = [await server.visitor(), await server.visitor()];
  busy.say({ msg: "call", call: randomId(), fn: 1, data: ["busy"] });
  const first = await server.runner.nextRun();
  const [session, load, call] = [randomId(), randomId(), randomId()];
  const page = await server.page();
  await page.hello(session, load);
  page.say({ msg: "call", call, fn: 1, data: ["left"] });
  await page.next("position");
  await page.leave();
  later.say({ msg: "call", call: randomId(), fn: 1, data: ["later"] });
  await later.next("position");
  server.runner.done(first, ["x"]);
  const second = await server.runner.next("run");
  expect(second.calls[0]?.data).toEqual(["later"]);
  const back = await server.page();
  await back.hello(session, load, [{ call, after: 0 }]);
  server.runner.done({ run: second.run, call: second.calls[0]?.call ?? "" }, ["x"]);
  expect(await server.runner.next("run")).toMatchObject({ calls: [{ data: ["left"] }] });
});

test("`keep` lets a call go on without its page", async () => {
  await using server = await TestGateway.start({ app: describeTestApp({}, { onDisconnect: "keep" }) });
  const [session, call] = [randomId(), randomId()];
  const page = await server.page();
  await page.hello(session, randomId());
  page.say({ msg: "call", call, fn: 1, data: ["cat"] });
  const run = await server.runner.nextRun();
  await page.leave();
  server.clock.advance(200_000);
  server.runner.done(run, ["kept"]);
  const back = await server.page();
  await back.hello(session, randomId(), [{ call, after: 1 }]);
  expect(await back.next("values")).toMatchObject({ values: ["kept"] });
});

test("a duplicated tab gets a session of its own, while the first one still answers", async () => {
  await using server = await TestGateway.start();
  const session = randomId();
  const first = await server.page();
  await first.hello(session, randomId());
  const second = await server.page();
  expect(await second.hello(session, randomId())).not.toBe(session);
  first.say({ msg: "call", call: randomId(), fn: 1, data: ["still here"] });
  await first.next("accepted");
});

test("a page that was loaded again takes its session over when the old socket is silent", async () => {
  await using server = await TestGateway.start();
  const session = randomId();
  const first = await server.page();
  await first.hello(session, randomId());
  first.socket.pause();
  const second = await server.page();
  second.say({ msg: "hello", session, load: randomId(), calls: [] });
  // The gateway has read the hello once it has answered someone who spoke later.
  await (await server.visitor()).leave();
  server.clock.advance(2000);
  expect((await second.next("welcome")).session).toBe(session);
  first.socket.resume();
  expect(await first.next("bye")).toMatchObject({ reason: "replaced" });
  expect(await first.closed).toBe(4001);
});

test("the same page with a new socket replaces the old one at once", async () => {
  await using server = await TestGateway.start();
  const [session, load] = [randomId(), randomId()];
  const first = await server.page();
  await first.hello(session, load);
  const second = await server.page();
  expect(await second.hello(session, load)).toBe(session);
  expect(await first.closed).toBe(4001);
  expect(first.inbox.all.some(({ msg }) => msg === "bye")).toBe(false);
});

test("a full queue refuses at once and says when to try again", async () => {
  const app = describeTestApp();
  await using server = await TestGateway.start({ app: { ...app, queue: { ...app.queue, maxSize: 1 } } });
  const page = await server.visitor();
  for (const text of ["runs", "waits", "too many"]) page.say({ msg: "call", call: randomId(), fn: 1, data: [text] });
  const end = await page.next("end");
  expect(end).toMatchObject({ n: 0, status: "error", error: { code: "queue-full", retryAfterMs: 5000 } });
  expect(page.inbox.all.filter(({ msg }) => msg === "accepted")).toHaveLength(2);
});

test("a restarted server ends the calls that it does not know", async () => {
  await using server = await TestGateway.start();
  const page = await server.page();
  const call = randomId();
  await page.hello(randomId(), randomId(), [{ call, after: 4 }]);
  expect(await page.next("end")).toMatchObject({ call, n: 5, error: { code: "restarted" } });
});

test("wrong values, unknown functions and another tab's call are answered at the right place", async () => {
  await using server = await TestGateway.start();
  const [page, other] = [await server.visitor(), await server.visitor()];
  page.say({ msg: "call", call: randomId(), fn: 3, data: ["a", 11] });
  expect(await page.next("end")).toMatchObject({
    error: { code: "invalid", fields: [{ name: "steps", index: 1, message: "steps must be at most 10, got 11" }] },
  });
  page.say({ msg: "call", call: randomId(), fn: 99, data: [] });
  expect(await page.next("end")).toMatchObject({ error: { code: "not-found" } });
  const call = randomId();
  page.say({ msg: "call", call, fn: 1, data: ["mine"] });
  await page.next("accepted");
  other.say({ msg: "cancel", call });
  other.say({ msg: "call", call, fn: 1, data: ["stolen"] });
  expect(await other.next("problem")).toMatchObject({ error: { code: "bad-message" } });
  expect(page.inbox.all.some((message) => message.msg === "end" && message.call === call)).toBe(false);
});

test("credit goes back for yields that were read", async () => {
  await using server = await TestGateway.start();
  const page = await server.visitor();
  page.say({ msg: "call", call: randomId(), fn: 1, data: ["a"] });
  const run = await server.runner.nextRun();
  for (let count = 0; count < 8; count += 1) server.runner.yield(run, [`${count}`]);
  server.runner.yield(run, ["large"], 8);
  expect(await server.runner.next("ack")).toMatchObject({ run: run.run, count: 16 });
});

test("a session that nobody uses for an hour is forgotten, and the functions are told", async () => {
  await using server = await TestGateway.start();
  const page = await server.visitor();
  page.say({ msg: "call", call: randomId(), fn: 1, data: ["a"] });
  const run = await server.runner.next("run");
  server.runner.done({ run: run.run, call: run.calls[0]?.call ?? "" }, ["b"]);
  await page.next("end");
  await page.leave();
  await server.visitor();
  for (let minute = 0; minute < 61; minute += 1) server.clock.advance(60_000);
  expect(await server.runner.next("forget")).toMatchObject({ sessions: [run.calls[0]?.caller.session] });
});

test("stopping ends waiting calls at once, running ones after their time, and closes sockets with 1001", async () => {
  await using server = await TestGateway.start();
  const page = await server.visitor();
  const [running, waiting] = [randomId(), randomId()];
  page.say({ msg: "call", call: running, fn: 1, data: ["a"] });
  page.say({ msg: "call", call: waiting, fn: 1, data: ["b"] });
  const run = await server.runner.nextRun();
  await page.next("position");
  const drained = server.gateway.drain(10_000);
  expect(await page.next("end")).toMatchObject({ call: waiting, error: { code: "stopping" } });
  page.say({ msg: "call", call: randomId(), fn: 1, data: ["new"] });
  expect(await page.next("end")).toMatchObject({ n: 0, error: { code: "stopping" } });
  server.clock.advance(10_000);
  expect(await server.runner.next("cancel")).toMatchObject({ call: running, reason: "shutdown" });
  expect(await page.next("end")).toMatchObject({ call: running, error: { code: "stopping" } });
  server.runner.say({ msg: "run-end", run: run.run, ms: 1 });
  await drained;
  const closing = server.gateway.close();
  expect(await page.closed).toBe(1001);
  await closing;
});

test("a dying script ends open calls as crashed and closes sockets with 1012", async () => {
  await using server = await TestGateway.start();
  const page = await server.visitor();
  page.say({ msg: "call", call: randomId(), fn: 1, data: ["a"] });
  await page.next("started");
  server.gateway.abandon("exit(3)");
  expect(await page.next("end")).toMatchObject({ error: { code: "crashed" } });
  expect(await page.next("bye")).toMatchObject({ reason: "restarting" });
  expect(await page.closed).toBe(1012);
});

test("ports are tried in order, and a taken one is named with the remedy", async () => {
  await using server = await TestGateway.start();
  const { port } = server.gateway;
  await using second = await TestGateway.start({ settings: { ports: [port, 0] } });
  expect(second.gateway.port).not.toBe(port);
  await expect(TestGateway.start({ settings: { ports: [port] } })).rejects.toThrow(
    new RegExp(`Port ${port} on 127.0.0.1 is taken.*launch\\(\\{ port \\}\\)`),
  );
});

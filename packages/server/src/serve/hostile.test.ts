import { expect, test, vi } from "vitest";
import * as fc from "fast-check";
import { describeTestApp } from "./test-app.ts";
import { randomId, TestGateway, type HandPage } from "./test-gateway.ts";

vi.setConfig({ testTimeout: 30_000 });

/** What a newcomer's call without its value is answered. */
async function answerOf(server: TestGateway): Promise<string | undefined> {
  const page = await server.visitor();
  page.say({ msg: "call", call: randomId(), fn: 3, data: [] });
  return (await page.next("end")).error?.code;
}

test("whatever a page sends, the server answers and goes on", async () => {
  await using server = await TestGateway.start();
  const piece = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({
        msg: fc.constantFrom("hello", "call", "cancel", "x"),
        call: fc.string(),
        fn: fc.integer(),
        data: fc.jsonValue(),
      })
      .map((value) => JSON.stringify(value)),
    fc
      .record({
        msg: fc.constant("call"),
        call: fc.constant(randomId()),
        fn: fc.nat(4),
        data: fc.array(fc.jsonValue()),
      })
      .map((value) => JSON.stringify(value)),
  );
  const page = await server.visitor();
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (texts) => {
      for (const text of texts) page.socket.send(text);
      page.socket.send("no json");
      await page.next("problem");
    }),
    { numRuns: 50 },
  );
  expect(await answerOf(server)).toBe("invalid");
});

test("deep, binary and unknown messages are problems, a message over the limit closes with 1009", async () => {
  await using server = await TestGateway.start({ limits: { socketMessage: 300_000 } });
  const page = await server.visitor();
  const problem = async (send: (page: HandPage) => void): Promise<void> => {
    send(page);
    expect(await page.next("problem")).toMatchObject({ error: { code: "bad-message" } });
  };
  await problem(({ socket }) => socket.send("[".repeat(100_000)));
  await problem(({ socket }) => socket.send(Buffer.from([1, 2, 3])));
  await problem(({ socket }) => socket.send('{"msg":"hello","session":"x"}'));
  await problem((self) => self.say({ msg: "hello", session: randomId(), load: randomId(), calls: [] }));
  page.socket.send("x".repeat(300_001));
  expect(await page.closed).toBe(1009);
  expect(await answerOf(server)).toBe("invalid");
});

test("a call that is no good ends with the reason, so that nobody waits for it", async () => {
  await using server = await TestGateway.start({ limits: { jsonDepth: 5, jsonValues: 100 } });
  const page = await server.visitor();
  const [deep, wide, wrong] = [randomId(), randomId(), randomId()];
  page.say({ msg: "call", call: deep, fn: 1, data: [[[[[1]]]]] });
  expect(await page.next("end")).toMatchObject({
    call: deep,
    error: { message: expect.stringContaining("more than 5 levels") },
  });
  page.say({ msg: "call", call: wide, fn: 1, data: [Array.from({ length: 200 }, () => 0)] });
  expect(await page.next("end")).toMatchObject({
    call: wide,
    error: { message: expect.stringContaining("more than 100 values") },
  });
  page.say({ msg: "call", call: wrong, fn: -1, data: [] });
  expect(await page.next("end")).toMatchObject({ call: wrong, n: 0, status: "error", error: { code: "bad-message" } });
});

test("a socket that never says hello is closed, and calls before it are problems", async () => {
  await using server = await TestGateway.start();
  const page = await server.page();
  page.say({ msg: "call", call: randomId(), fn: 1, data: ["early"] });
  await page.next("problem");
  server.clock.advance(10_000);
  expect(await page.closed).toBe(1008);
});

test("a page that answers no ping counts as left after 20 s", async () => {
  await using server = await TestGateway.start({ app: describeTestApp({}, { onDisconnect: "cancel" }) });
  const page = await server.visitor();
  page.say({ msg: "call", call: randomId(), fn: 1, data: ["a"] });
  const { run } = await server.runner.nextRun();
  page.socket.pause();
  server.clock.advance(20_000);
  server.clock.advance(20_000);
  // The socket's end is told in a later turn; then the clock lets the rule act.
  while (!server.runner.inbox.all.some(({ msg }) => msg === "cancel")) {
    await new Promise((resolve) => setImmediate(resolve));
    server.clock.advance(0);
  }
  expect(await server.runner.next("cancel")).toMatchObject({ run, reason: "disconnect" });
});

test("a page that does not read costs bounded memory, stops nobody, and gets the last value when it reads", async () => {
  await using server = await TestGateway.start({ limits: { unsent: 100_000 } });
  const page = await server.visitor();
  page.say({ msg: "call", call: randomId(), fn: 1, data: ["a"] });
  const run = await server.runner.nextRun();
  await page.next("started");
  page.socket.pause();
  for (let count = 0; count < 100; count += 1) {
    server.runner.yield(run, [`${count} ${String.fromCharCode(97 + (count % 26)).repeat(200_000)}`], 8);
    if (count % 2 === 1) await server.runner.next("ack");
  }
  server.runner.done(run, ["last"]);
  expect(await answerOf(server)).toBe("invalid");
  page.socket.resume();
  expect(await page.next("end")).toMatchObject({ status: "done" });
  const values = page.inbox.all.filter(({ msg }) => msg === "values" || msg === "edits");
  expect(values.length).toBeLessThan(70);
  expect(JSON.stringify(values.at(-1))).toContain('"last"');
});

test("after many visitors nothing is left of them", async () => {
  await using server = await TestGateway.start({ limits: { sessionIdleMs: 1000 } });
  for (let count = 0; count < 50; count += 1) {
    const page = await server.visitor();
    page.say({ msg: "call", call: randomId(), fn: 3, data: [] });
    await page.next("end");
    await page.leave();
  }
  server.clock.advance(5000);
  const forgotten = new Set<string>();
  while (forgotten.size < 50) {
    server.clock.advance(1000);
    await new Promise((resolve) => setImmediate(resolve));
    for (const message of server.runner.inbox.all) {
      if (message.msg === "forget") for (const session of message.sessions) forgotten.add(session);
    }
  }
  expect(forgotten.size).toBe(50);
});

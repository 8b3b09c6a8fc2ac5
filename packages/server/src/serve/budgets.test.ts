import { once } from "node:events";
import { get, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { expect, test, vi } from "vitest";
import { HandPage, randomId, TestGateway } from "./test-gateway.ts";

vi.setConfig({ testTimeout: 60_000 });

/** The socket's handshake, and what comes behind it, by hand. */
async function rawSocket(server: TestGateway, ...pieces: (string | Buffer)[]) {
  const socket = connect(server.gateway.port, "127.0.0.1");
  // However it ends.
  const closed = new Promise<void>((resolve) => {
    socket.once("close", () => resolve());
  });
  socket.on("error", () => {});
  const head = `GET /_vitrine/socket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${"a".repeat(22)}==\r\n\r\n`;
  socket.write(head);
  await once(socket, "data");
  for (const piece of pieces) socket.write(piece);
  return { socket, closed };
}

/** The begin of a frame of text that is not the last of its message. */
function fragment(size: number): Buffer {
  const head = Buffer.alloc(14);
  head[0] = 0x01;
  head[1] = 0x80 | 127;
  head.writeBigUInt64BE(BigInt(size), 2);
  return head;
}

/** A small frame whose mask changes nothing. */
function small(first: number, size: number): Buffer {
  const frame = Buffer.alloc(8 + size);
  frame.set([first, 0x80 | 126, size >> 8, size & 255]);
  return frame;
}

async function post(server: TestGateway, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${server.gateway.url}/gradio_api/queue/join`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
}

const joining = (text: string, session: string): string =>
  JSON.stringify({ fn_index: 1, data: [text], session_hash: session });

test("what waits is bounded in bytes, by socket and by HTTP, and its room is free again when it is cancelled", async () => {
  await using server = await TestGateway.start({ limits: { waitingInputs: 200_000 } });
  const page = await server.visitor();
  const call = (id: string): void => page.say({ msg: "call", call: id, fn: 1, data: ["x".repeat(50_000)] });
  const ids = Array.from({ length: 3 }, randomId);
  for (const id of ids) call(id);
  for (const _ of ids) await page.next("accepted");
  const late = randomId();
  call(late);
  const end = await page.next("end");
  expect(end).toMatchObject({ call: late, status: "error", error: { code: "queue-full" } });
  const refused = await post(server, joining("x".repeat(50_000), "one"));
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
  expect((await refused.json()) as object).toEqual({ detail: expect.stringContaining("holds all that it can") });
  page.say({ msg: "cancel", call: ids[2]! });
  await page.next("end");
  expect((await post(server, joining("x".repeat(50_000), "one"))).status).toBe(200);
  // The first runs: its function has the input until the run ends, also where its visitor wants it no more.
  const run = await server.runner.nextRun();
  page.say({ msg: "cancel", call: run.call });
  await page.next("end");
  expect((await post(server, joining("x".repeat(50_000), "two"))).status).toBe(503);
  server.runner.done(run, ["A"]);
  await server.runner.nextRun();
  expect((await post(server, joining("x".repeat(50_000), "two"))).status).toBe(200);
});

test("many small calls fill the room, too, and one address alone does not", async () => {
  await using server = await TestGateway.start({
    limits: { waitingInputs: 100_000 },
    settings: { trustProxy: true },
  });
  const statuses = async (address: string, count: number): Promise<number[]> => {
    const found: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const answer = await post(server, joining("x", `${address} ${n}`), { "x-forwarded-for": address });
      found.push(answer.status);
    }
    return found;
  };
  const first = await statuses("203.0.113.7", 20);
  expect(first.filter((status) => status === 200)).toHaveLength(6);
  expect(first.at(-1)).toBe(503);
  expect(await statuses("203.0.113.8", 2)).toEqual([200, 200]);
});

test("bodies that are still arriving are bounded together, and so are unfinished messages of sockets", async () => {
  await using server = await TestGateway.start({ limits: { arriving: 100_000 } });
  const slow = request({
    port: server.gateway.port,
    path: "/gradio_api/queue/join",
    method: "POST",
    headers: { "content-type": "application/json", "content-length": 90_000 },
  });
  slow.on("error", () => {});
  slow.write(`{"data":["${"x".repeat(80_000)}`);
  let answer = await post(server, joining("y".repeat(50_000), "one"));
  while (answer.status === 200) answer = await post(server, joining("y".repeat(50_000), randomId()));
  expect(answer.status).toBe(503);
  expect((await post(server, joining("small", "two"))).status).toBe(200);
  const { closed } = await rawSocket(server, fragment(1_000_000), Buffer.alloc(60_000));
  await closed;
  slow.destroy();
  const page = await server.visitor();
  await vi.waitUntil(async () => (await post(server, joining("y".repeat(50_000), randomId()))).status === 200);
  page.say({ msg: "call", call: randomId(), fn: 1, data: ["z".repeat(60_000)] });
  await page.next("accepted");
});

test("control frames between the fragments of a message give nothing back of what it keeps", async () => {
  await using server = await TestGateway.start({ limits: { arriving: 20_000 } });
  const { socket, closed } = await rawSocket(server);
  for (let n = 0; n < 60 && !socket.destroyed; n += 1) {
    socket.write(small(n === 0 ? 0x01 : 0x00, 900));
    socket.write(Buffer.from([0x89, 0x80, 0, 0, 0, 0]));
    const answered = new Promise((resolve) => {
      socket.once("data", resolve);
    });
    await Promise.race([answered, closed]);
  }
  expect(socket.destroyed).toBe(true);
});

test("a page that names more calls than anybody has is told so, and answers stay few", async () => {
  await using server = await TestGateway.start();
  const page = await server.page();
  const calls = Array.from({ length: 10_001 }, () => ({ call: randomId(), after: 0 }));
  page.say({ msg: "hello", session: randomId(), load: randomId(), calls });
  const { error } = await page.next("problem");
  expect(error.message).toContain("at most 10000");
});

test("of pages that come and go without end few are remembered, none of others, and little of each", async () => {
  await using server = await TestGateway.start({
    limits: { addressSessions: 3 },
    settings: { trustProxy: true },
  });
  const visit = async (address: string, session: string): Promise<void> => {
    const page = await server.page({ "x-forwarded-for": address, "x-long": "x".repeat(8000) });
    await page.hello(session, randomId());
    page.say({ msg: "seen", calls: [] });
    await page.leave();
  };
  const guest = randomId();
  await visit("203.0.113.8", guest);
  const many = Array.from({ length: 6 }, randomId);
  for (const session of many) await visit("203.0.113.7", session);
  const forgotten: string[] = [];
  while (forgotten.length < 3) forgotten.push(...(await server.runner.next("forget")).sessions);
  expect(forgotten).toHaveLength(3);
  // Who is still known keeps its State: its session has the same name for functions as before.
  const back = await server.page({ "x-forwarded-for": "203.0.113.8" });
  await back.hello(guest, randomId());
  const kept = await server.page({ "x-forwarded-for": "203.0.113.9", "x-long": "x".repeat(8000), "x-short": "y" });
  await kept.hello(randomId(), randomId());
  kept.say({ msg: "call", call: randomId(), fn: 1, data: ["a"] });
  const { calls } = await server.runner.next("run");
  const { headers } = calls[0]!.caller;
  expect(headers.length).toBeLessThanOrEqual(2048);
  expect(headers).toContain("x-short: y");
});

test("programs that make sessions without end push out their own, not those that come back", async () => {
  await using server = await TestGateway.start({ limits: { sessions: 5 } });
  const join = async (session: string): Promise<string> => {
    expect((await post(server, joining("a", session))).status).toBe(200);
    const { run, calls } = await server.runner.next("run");
    const [{ call, caller }] = calls as [(typeof calls)[0]];
    server.runner.done({ run, call }, ["A"]);
    return caller.session;
  };
  const regular = await join("regular");
  expect(await join("regular")).toBe(regular);
  const others: string[] = [];
  for (let n = 0; n < 20; n += 1) others.push(await join(`x${n}`));
  server.clock.advance(1000);
  const forgotten = (): string[] =>
    server.runner.inbox.all.flatMap((message) => (message.msg === "forget" ? message.sessions : []));
  await vi.waitUntil(() => forgotten().length >= 16);
  // The longest unused of those that came once.
  expect(forgotten()).toEqual(others.slice(0, 16));
});

const from = (address: string): Record<string, string> => ({ "x-forwarded-for": address });

test("one address has so many open connections, by socket and by stream; others have theirs", async () => {
  await using server = await TestGateway.start({
    limits: { addressConnections: 2 },
    settings: { trustProxy: true },
  });
  const page = await server.page(from("203.0.113.7"));
  const stream = (address: string): Promise<IncomingMessage> =>
    new Promise((resolve) => {
      const url = `${server.gateway.url}/gradio_api/heartbeat/${randomId()}`;
      get(url, { headers: from(address), agent: false }, resolve);
    });
  const beat = await stream("203.0.113.7");
  expect(beat.statusCode).toBe(200);
  const refused = await stream("203.0.113.7");
  expect(refused.statusCode).toBe(429);
  await expect(new HandPage(server.gateway.url, from("203.0.113.7")).opened()).rejects.toThrow("429");
  expect((await stream("203.0.113.8")).statusCode).toBe(200);
  await page.leave();
  await vi.waitUntil(async () => (await stream("203.0.113.7")).statusCode === 200);
  beat.destroy();
});

const ask = (url: string): Promise<IncomingMessage> =>
  new Promise((resolve) => {
    get(url, { agent: false }, resolve);
  });

test("a large result that many ask for and nobody reads is copied so often and no more", async () => {
  await using server = await TestGateway.start({ limits: { allLogs: 60_000_000 } });
  const started = fetch(`${server.gateway.url}/api/predict?wait=0`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text: "a" }),
  });
  const run = await server.runner.nextRun();
  server.clock.advance(1);
  const { url } = (await (await started).json()) as { url: string };
  server.runner.done(run, [JSON.stringify("x".repeat(25_000_000))]);
  const first = [await ask(url), await ask(`${url}/events`)];
  expect(first.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  expect((await ask(url)).statusCode).toBe(503);
  expect((await ask(`${url}/events`)).statusCode).toBe(503);
  for (const answer of first) answer.destroy();
  await vi.waitUntil(async () => (await ask(url)).statusCode === 200);
});

test("an answer that nobody takes is cut off after a minute, one that is taken slowly is not", async () => {
  await using server = await TestGateway.start({ settings: { maxFileSize: 100_000_000 } });
  const form = new FormData();
  form.append("files", new Blob([new Uint8Array(60_000_000)]), "big");
  const [ref] = (await (
    await fetch(`${server.gateway.url}/gradio_api/upload`, { method: "POST", body: form })
  ).json()) as [string];
  const download = async () => {
    const socket = connect(server.gateway.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write(`GET /gradio_api/file=${encodeURI(ref)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
    await once(socket, "readable");
    return socket;
  };
  const [deaf, slow] = [await download(), await download()];
  const cut = once(deaf, "close");
  let alive = true;
  slow.once("close", () => {
    alive = false;
  });
  for (let second = 0; second < 80; second += 1) {
    if (second % 10 === 0) slow.read();
    server.clock.advance(1000);
    await new Promise(setImmediate);
  }
  deaf.resume();
  await cut;
  expect(deaf.bytesRead).toBeLessThan(60_000_000);
  expect(alive).toBe(true);
  slow.destroy();
});

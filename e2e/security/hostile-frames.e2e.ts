import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openVisitor } from "../socket-visitor.ts";
import { type RunningScript, startScript } from "../script.ts";
import { sameServerAfterEach } from "../same-server.ts";
import { closeCodeOf, frame } from "./raw-frames.ts";

const apps = fileURLToPath(new URL("../apps", import.meta.url));
let script: RunningScript;

beforeAll(async () => {
  script = await startScript(["--import", "tsx", "echo-json.ts"], apps, { LIMITS: '{"unsent":"200kb"}' });
});
afterAll(() => script?.stop());
sameServerAfterEach(() => script.url);

// Whatever a test did, the next visitor is served.
afterEach(async () => {
  const visitor = await openVisitor(script.url);
  const { status } = await visitor.call(["still here"]);
  if (status !== "done") throw new Error(`The server does not answer any more: ${status}`);
});

/** A socket that was upgraded, with everything that it answers from then on. */
async function upgrade(extra = ""): Promise<{ socket: Socket; answered: Promise<Buffer> }> {
  const { hostname, port, host } = new URL(script.url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  const key = randomBytes(16).toString("base64");
  socket.write(
    `GET /_vitrine/socket HTTP/1.1\r\nhost: ${host}\r\nconnection: Upgrade\r\nupgrade: websocket\r\n` +
      `sec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\n${extra}\r\n`,
  );
  const pieces: Buffer[] = [];
  const answered = new Promise<Buffer>((resolve) => {
    socket.on("close", () => resolve(Buffer.concat(pieces)));
  });
  await new Promise<void>((resolve) => {
    socket.on("data", (piece: Buffer) => {
      pieces.push(piece);
      if (Buffer.concat(pieces).includes("\r\n\r\n")) resolve();
    });
  });
  return { socket, answered };
}

/** Sends frames and gives the code with which the server then closes; the close frame is all that it says. */
async function closedBy(frames: Iterable<Buffer>, extra = ""): Promise<number> {
  const { socket, answered } = await upgrade(extra);
  for (const one of frames) {
    if (socket.destroyed) break;
    // oxlint-disable-next-line no-await-in-loop -- no more than the server takes
    if (!socket.write(one)) await Promise.race([answered, new Promise((resolve) => socket.once("drain", resolve))]);
  }
  return closeCodeOf(await answered);
}

const mega = 1024 * 1024;

test.each([
  ["a frame without a mask", 1002, () => frame(1, "x", { mask: false })],
  ["bytes that are no UTF-8", 1007, () => frame(1, Buffer.from([0xff, 0xfe]))],
  ["a reserved bit", 1002, () => frame(1, "x", { reserved: 1 })],
  ["a reserved bit of compression, which was not agreed on", 1002, () => frame(1, "x", { reserved: 4 })],
  ["an operation that does not exist", 1002, () => frame(3, "x")],
  ["the rest of a message that never began", 1002, () => frame(0, "x")],
  ["a ping in pieces", 1002, () => frame(9, "x", { last: false })],
  ["a ping that is too long", 1002, () => frame(9, "x".repeat(126))],
  ["a goodbye of one byte", 1002, () => frame(8, "x")],
  ["a goodbye with a code that does not exist", 1002, () => frame(8, Buffer.from([3, 231]))],
  ["a length of a terabyte", 1009, () => frame(1, "x", { length: 2 ** 40 })],
  ["a message over the limit", 1009, () => frame(1, Buffer.alloc(9 * mega, 120))],
])("%s ends the socket with %i", async (_, code, make) => {
  expect(await closedBy([make()])).toBe(code);
});

test("compression that unpacks to 50 MB is not agreed on", async () => {
  const bomb = frame(1, deflateRawSync(Buffer.alloc(50 * mega)), { reserved: 4 });
  expect(await closedBy([bomb], "sec-websocket-extensions: permessage-deflate\r\n")).toBe(1002);
});

test("a message in pieces is bounded, by its size and by their number", async () => {
  const large = Array.from({ length: 9 }, (_, at) => frame(at === 0 ? 1 : 0, Buffer.alloc(mega, 120), { last: false }));
  expect(await closedBy(large)).toBe(1009);
  for (const text of ["", "a"]) {
    const flood = Buffer.concat(Array.from({ length: 10_000 }, () => frame(0, text, { last: false })));
    // oxlint-disable-next-line no-await-in-loop -- one flood after the other
    const code = await closedBy([frame(1, "x", { last: false }), ...Array.from({ length: 100 }, () => flood)]);
    // Cut off while the flood is still being sent, the goodbye may be lost.
    expect([1008, 1009, 0]).toContain(code);
  }
});

test("whoever asks and does not read is not heard further, and holds nobody up", async () => {
  const { socket, answered } = await upgrade();
  const hello = { msg: "hello", session: randomBytes(16).toString("hex"), load: "0".repeat(32), calls: [] };
  socket.write(frame(1, JSON.stringify(hello)));
  socket.pause();
  const flood = Buffer.concat(Array.from({ length: 10_000 }, () => frame(1, "no json")));
  // Each is answered with a line. When the server hears no more, the rest stays here.
  for (let sent = 0; sent < 200; sent += 1) socket.write(flood);
  const visitor = await openVisitor(script.url);
  expect((await visitor.call(["meanwhile"])).status).toBe("done");
  expect(socket.writableLength).toBeGreaterThan(0);
  socket.destroy();
  await answered;
});

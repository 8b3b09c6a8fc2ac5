import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { WebSocket } from "ws";
import type { Load } from "./measure.ts";

type Talk = (socket: WebSocket) => () => string;

const id = () => randomBytes(16).toString("hex");

const talks: Record<string, { path: string; begin: Talk; isEnd: (text: string) => boolean }> = {
  vitrine: {
    path: "_vitrine/socket",
    begin: (socket) => {
      socket.send(JSON.stringify({ msg: "hello", session: id(), load: id(), calls: [] }));
      return () => JSON.stringify({ msg: "call", call: id(), fn: 1, data: ["hello"] });
    },
    isEnd: (text) => text.includes('"msg":"end"'),
  },
  echo: { path: "", begin: () => () => "hello", isEnd: () => true },
};

// A process of its own, so that its work is not counted as the server's: URL, way of talking, callers, seconds.
const [url, kind, callers, seconds] = process.argv.slice(2);
const talk = talks[kind!]!;
const sockets = await Promise.all(Array.from({ length: Number(callers) }, open));
const latencies: number[] = [];
const start = performance.now();
const stopAt = start + Number(seconds) * 1_000;
await Promise.all(sockets.map(callUntilTheEnd));
for (const { socket } of sockets) socket.terminate();
const load: Load = {
  calls: latencies.length,
  seconds: (performance.now() - start) / 1_000,
  latencies: latencies.toSorted((a, b) => a - b),
};
process.send!(load, () => process.disconnect());

async function open() {
  const socket = new WebSocket(new URL(talk.path, `${url!.replace("http", "ws")}/`), { perMessageDeflate: false });
  await once(socket, "open");
  const next = talk.begin(socket);
  if (kind === "vitrine") await once(socket, "message");
  return { socket, next };
}

function callUntilTheEnd({ socket, next }: { socket: WebSocket; next: () => string }): Promise<void> {
  return new Promise((resolve, reject) => {
    let sent = performance.now();
    socket.on("close", () => reject(new Error("The server closed a socket")));
    socket.on("message", (data: Buffer) => {
      if (!talk.isEnd(data.toString())) return;
      const now = performance.now();
      latencies.push(now - sent);
      if (now >= stopAt) return resolve();
      sent = now;
      socket.send(next());
    });
    socket.send(next());
  });
}

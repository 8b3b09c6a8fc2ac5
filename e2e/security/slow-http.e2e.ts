import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { watchServer } from "../same-server.ts";
import { type RunningScript, startScript } from "../script.ts";

const apps = fileURLToPath(new URL("../apps", import.meta.url));

async function start(limits: object): Promise<RunningScript> {
  const script = await startScript(["--import", "tsx", "echo-json.ts"], apps, { LIMITS: JSON.stringify(limits) });
  const isSame = await watchServer(script.url);
  onTestFinished(() => isSame().finally(() => void script.stop()));
  return script;
}

async function open(url: string, text: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write(text);
  return socket;
}

const predict = (url: string): Promise<Response> =>
  fetch(new URL("/api/predict", url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"text":"still here"}',
  });

test("heads that come a byte at a time are cut off, and others are served meanwhile", async () => {
  const { url } = await start({ headerMs: 1_000 });
  const slow = await Promise.all(
    Array.from({ length: 200 }, () => open(url, `GET / HTTP/1.1\r\nhost: ${new URL(url).host}\r\nx-slow: a`)),
  );
  const answers = slow.map(async (socket) => {
    const [answer] = (await once(socket, "data")) as [Buffer];
    await once(socket, "close");
    return answer.toString("latin1").slice(0, 12);
  });
  expect((await predict(url)).status).toBe(200);
  expect(new Set(await Promise.all(answers))).toEqual(new Set(["HTTP/1.1 408"]));
  expect((await predict(url)).status).toBe(200);
});

test("bodies that do not come are cut off", async () => {
  const { url } = await start({ uploadIdleMs: 500 });
  const head = (path: string, type: string): string =>
    `POST ${path} HTTP/1.1\r\nhost: ${new URL(url).host}\r\ncontent-type: ${type}\r\ncontent-length: 100\r\n\r\n`;
  const sockets = await Promise.all([
    open(url, `${head("/api/predict", "application/json")}{`),
    open(url, `${head("/gradio_api/call/predict", "application/json")}{`),
    open(url, `${head("/gradio_api/upload", "multipart/form-data; boundary=b")}--b`),
  ]);
  const answers = sockets.map(async (socket) =>
    ((await once(socket, "data")) as [Buffer])[0].toString("latin1").slice(0, 12),
  );
  expect(await Promise.all(answers)).toEqual(["HTTP/1.1 408", "HTTP/1.1 408", "HTTP/1.1 408"]);
  for (const socket of sockets) socket.destroy();
  expect((await predict(url)).status).toBe(200);
});

test("more connections than the limit are closed at once, and free places are given again", async () => {
  const { url } = await start({ connections: 3 });
  const held = await Promise.all([open(url, ""), open(url, ""), open(url, "")]);
  await once(await open(url, ""), "close");
  const freed = held.map((socket) => once(socket, "close"));
  for (const socket of held) socket.end();
  await Promise.all(freed);
  expect((await predict(url)).status).toBe(200);
});

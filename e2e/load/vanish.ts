import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type IncomingMessage, type RequestOptions, request } from "node:http";
import { WebSocket } from "ws";
import type { VanishOrder, VanishReport } from "./vanish-process.ts";

/** One visit, from an address of its own. */
type Visit = (from: string) => Promise<void>;

const { url, count, fns } = JSON.parse(process.argv[2]!) as VanishOrder;
const { hostname, port } = new URL(url);
const newId = (): string => randomBytes(16).toString("hex");
const atOnce = 32;

/** Opens a socket, calls, and waits until one of the messages holds `heard`. */
async function openSocket(from: string, fn: number, heard: string): Promise<{ socket: WebSocket; call: string }> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/_vitrine/socket`, { localAddress: from });
  await once(socket, "open");
  const call = newId();
  socket.send(JSON.stringify({ msg: "hello", session: newId(), load: newId(), calls: [] }));
  socket.send(JSON.stringify({ msg: "call", call, fn, data: ["visit"] }));
  await hears(socket, heard);
  return { socket, call };
}

function hears(socket: WebSocket, heard: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("close", (code) => reject(new Error(`closed with ${code}`)));
    const hear = (data: Buffer): void => {
      const other = !data.includes(heard);
      if (other && !data.includes('"msg":"end"')) return;
      socket.off("message", hear);
      if (other) reject(new Error(`heard ${data.toString().slice(0, 300)}`));
      else resolve();
    };
    socket.on("message", hear);
  });
}

async function ask(from: string, method: string, path: string, body?: object): Promise<IncomingMessage> {
  const options: RequestOptions = { hostname, port, path, method, agent: false, localAddress: from };
  const asked = request({ ...options, headers: { "content-type": "application/json" } });
  // Whoever vanishes hears no more of it.
  asked.on("error", () => {});
  asked.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  if (response.statusCode! >= 300) throw new Error(`${path} was answered with ${response.statusCode}`);
  return response.on("error", () => {});
}

async function post(from: string, path: string, body: object): Promise<Record<string, string>> {
  let text = "";
  for await (const chunk of await ask(from, "POST", path, body)) text += String(chunk);
  return JSON.parse(text) as Record<string, string>;
}

/** Follows a stream until it holds `heard`, then vanishes. */
async function followTo(from: string, path: string, heard: string): Promise<void> {
  const response = await ask(from, "GET", path);
  let text = "";
  if (heard !== "") {
    for await (const chunk of response) {
      text += String(chunk);
      if (text.includes(heard)) break;
    }
  }
  response.destroy();
  if (!text.includes(heard)) throw new Error(`${path} ended with ${text.slice(-300)}`);
}

const join = async (from: string, fn: number): Promise<string> => {
  const session = newId();
  const data = fn === fns.remember ? ["visit", null] : ["visit"];
  await post(from, "/gradio_api/queue/join", { data, fn_index: fn, session_hash: session });
  return `/gradio_api/queue/data?session_hash=${session}`;
};
const called = async (from: string, name: string): Promise<string> => {
  const { event_id: id } = await post(from, `/gradio_api/call/${name}`, { data: ["visit"] });
  return `/gradio_api/call/${name}/${id}`;
};

const visits: Record<string, Visit> = {
  "leaves a socket after the answer": async (from) =>
    (await openSocket(from, fns.remember, '"msg":"end"')).socket.terminate(),
  "leaves a socket while the call runs": async (from) =>
    (await openSocket(from, fns.run, '"msg":"started"')).socket.terminate(),
  "leaves a socket while the call waits": async (from) =>
    (await openSocket(from, fns.brief, '"msg":"position"')).socket.terminate(),
  "cancels over a socket": async (from) => {
    const { socket, call } = await openSocket(from, fns.brief, '"msg":"position"');
    socket.send(JSON.stringify({ msg: "cancel", call }));
    await hears(socket, '"cancelled"');
    socket.close();
    await once(socket, "close");
  },
  "opens a socket and says nothing": async (from) => {
    const socket = new WebSocket(`${url.replace("http", "ws")}/_vitrine/socket`, { localAddress: from });
    await once(socket, "open");
    socket.terminate();
  },
  "joins and leaves after the answer": async (from) =>
    followTo(from, await join(from, fns.remember), "process_completed"),
  "joins and leaves while the call runs": async (from) => followTo(from, await join(from, fns.run), "process_starts"),
  "joins and leaves while the call waits": async (from) => followTo(from, await join(from, fns.brief), "estimation"),
  "joins and never listens": async (from) => void (await join(from, fns.remember)),
  "calls and reads the result": async (from) => followTo(from, await called(from, "remember"), "event: complete"),
  "calls and leaves while the call waits": async (from) => followTo(from, await called(from, "brief"), ""),
  "calls and never reads": async (from) => void (await called(from, "remember")),
  "asks the simple API and never comes back": async (from) =>
    void (await post(from, "/api/remember?wait=0", { text: "visit" })),
  "follows a call of the simple API and cancels it": async (from) => {
    const { call } = await post(from, "/api/brief?wait=0", { text: "visit" });
    await followTo(from, `/api/calls/${call}/events`, "position");
    (await ask(from, "DELETE", `/api/calls/${call}`)).resume();
  },
  "beats and leaves": async (from) => followTo(from, `/gradio_api/heartbeat/${newId()}`, "ALIVE"),
};

const ways = Object.keys(visits);
const came: Record<string, number> = {};
const problems: string[] = [];
let next = 0;

async function visitInTurn(): Promise<void> {
  for (let visit = next++; visit < count; visit = next++) {
    const way = ways[visit % ways.length]!;
    came[way] = (came[way] ?? 0) + 1;
    try {
      // oxlint-disable-next-line no-await-in-loop -- one visit after another in each lane
      await visits[way]!(`127.2.0.${visit & 255}`);
    } catch (error) {
      if (problems.length < 20) problems.push(`Who ${way}: ${String(error)}`);
    }
  }
}

await Promise.all(Array.from({ length: atOnce }, visitInTurn));
process.send!({ came, problems } satisfies VanishReport, () => process.exit());

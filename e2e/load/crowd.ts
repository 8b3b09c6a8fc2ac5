import { randomBytes } from "node:crypto";
import { Agent, get, request } from "node:http";
import { parseServerMessages } from "@vitrine/protocol";
import { WebSocket } from "ws";
import type { CrowdOrder, CrowdReport } from "./crowd-process.ts";
import { Places } from "./places.ts";

/** One client: calls `wait` with its own text, and tells what it hears until its call has ended. */
type Client = (client: number) => void;

const { kind, url, fn, count } = JSON.parse(process.argv[2]!) as CrowdOrder;
const places = new Places(count);
const began = performance.now();
const { hostname, port } = new URL(url);
// Each client comes from an address of its own, as a crowd does.
const addressOf = (client: number): string => `127.1.${client >> 8}.${client & 255}`;
const newId = (): string => randomBytes(16).toString("hex");
const joins = new Agent({ keepAlive: true, maxSockets: 64 });
const atOnce = 200;
let next = 0;
let joined = false;
let settled = false;

const clients: Record<CrowdOrder["kind"], Client> = { socket: overSocket, gradio: overGradio };
const say = (report: CrowdReport): void => void process.send!(report);
const begin = (): void => {
  if (next < count) clients[kind](next++);
};
for (let lane = 0; lane < atOnce; lane++) begin();

function position(client: number, rank: number, size: number): void {
  const before = places.placed;
  places.position(client, rank, size);
  if (places.placed > before) begin();
  if (!joined && places.placed === count) {
    joined = true;
    say({ msg: "joined", ms: performance.now() - began });
  }
  if (!settled && joined && places.settled) {
    settled = true;
    say({ msg: "settled", ms: performance.now() - began });
  }
}

function end(client: number, right: boolean, told: string): void {
  places.end(client, right, told);
  if (places.ended === count) finish();
}

function lost(client: number, why: string): void {
  places.problem(`client ${client} was lost: ${why}`);
  finish();
}

function finish(): void {
  const { answered, problems } = places;
  process.send!({ msg: "ended", answered, problems } satisfies CrowdReport, () => process.exit());
}

function overSocket(client: number): void {
  const socket = new WebSocket(`${url.replace("http", "ws")}/_vitrine/socket`, {
    localAddress: addressOf(client),
    perMessageDeflate: false,
  });
  let over = false;
  let values: unknown = null;
  socket.on("open", () => {
    socket.send(JSON.stringify({ msg: "hello", session: newId(), load: newId(), calls: [] }));
    socket.send(JSON.stringify({ msg: "call", call: newId(), fn, data: [`visitor ${client}`] }));
  });
  socket.on("error", (error) => over || lost(client, error.message));
  socket.on("close", (code) => over || lost(client, `closed with ${code}`));
  socket.on("message", (data: Buffer) => {
    const text = data.toString();
    for (const message of parseServerMessages(text)) {
      if (message.msg === "position") position(client, message.rank, message.size);
      else if (message.msg === "values") values = message.values[0];
      else if (message.msg === "problem") lost(client, text);
      else if (message.msg === "end") {
        over = true;
        end(client, message.status === "done" && values === `visitor ${client}!`, text);
        socket.close();
      }
    }
  });
}

function overGradio(client: number): void {
  const session = newId();
  const body = JSON.stringify({ data: [`visitor ${client}`], fn_index: fn, session_hash: session });
  const headers = { "content-type": "application/json" };
  const join = request({ hostname, port, path: "/gradio_api/queue/join", method: "POST", agent: joins, headers });
  join.on("error", (error) => lost(client, error.message));
  join.on("response", (response) => {
    response.resume();
    if (response.statusCode === 200) response.on("end", () => readGradio(client, session));
    else lost(client, `its join was answered with ${response.statusCode}`);
  });
  join.end(body);
}

function readGradio(client: number, session: string): void {
  let over = false;
  const path = `/gradio_api/queue/data?session_hash=${session}`;
  const stream = get({ hostname, port, path, agent: false, localAddress: addressOf(client) });
  stream.on("error", (error) => over || lost(client, error.message));
  stream.on("response", (response) => {
    let text = "";
    response.setEncoding("utf8");
    response.on("close", () => over || lost(client, "its stream was closed"));
    response.on("data", (chunk: string) => {
      text += chunk;
      const events = text.split("\n\n");
      text = events.pop()!;
      for (const event of events) hear(event.replace(/^data: /, ""));
    });
  });
  const hear = (event: string): void => {
    const message = JSON.parse(event) as {
      msg: string;
      rank: number;
      queue_size: number;
      success: boolean;
      output: { data?: unknown[] };
    };
    if (message.msg === "estimation") position(client, message.rank, message.queue_size);
    else if (message.msg === "unexpected_error") lost(client, event);
    else if (message.msg === "process_completed") {
      end(client, message.success && message.output.data?.[0] === `visitor ${client}!`, event);
    } else if (message.msg === "close_stream") over = true;
  };
}

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { WebSocket } from "ws";
import { applyEdits, type Caller, type Hearing } from "./caller.ts";

interface Message {
  readonly msg: string;
  readonly values?: readonly unknown[];
  readonly edits?: readonly (readonly (readonly [string, readonly unknown[], unknown])[])[];
  readonly status?: string;
  readonly error?: unknown;
}

interface Open {
  readonly hearing: Hearing;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  value: unknown;
}

// Random once a process: to ask the system for random bytes takes a tenth of a quick call.
const random = randomBytes(12).toString("hex");
let made = 0;
const id = (): string => random + (made++).toString(16).padStart(8, "0");

/** A tab of Vitrine's page: a socket, a session, calls of one function. */
export async function openPage(url: string, fn: number): Promise<Caller> {
  const socket = new WebSocket(new URL("_vitrine/socket", `${url.replace("http", "ws")}/`), {
    perMessageDeflate: false,
  });
  await once(socket, "open");
  socket.send(JSON.stringify({ msg: "hello", session: id(), load: id(), calls: [] }));
  await once(socket, "message");
  let open: Open | null = null;
  let seen: string[] = [];
  socket.on("message", (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as Message | readonly Message[];
    for (const message of Array.isArray(frame) ? frame : [frame]) {
      if (open === null || !hear(open, message)) continue;
      open = null;
      if (seen.length < 16) continue;
      socket.send(JSON.stringify({ msg: "seen", calls: seen }));
      seen = [];
    }
  });
  socket.on("close", () => open?.reject(new Error("The server closed a socket.")));
  return {
    call: (input, hearing = {}) =>
      new Promise((resolve, reject) => {
        open = { hearing, resolve, reject, value: undefined };
        const call = id();
        socket.send(JSON.stringify({ msg: "call", call, fn, data: input }));
        seen.push(call);
      }),
    close: () => {
      open = null;
      socket.terminate();
    },
  };
}

/** Whether the call has ended. */
function hear(open: Open, message: Message): boolean {
  if (message.msg === "position" || message.msg === "started") open.hearing.status?.();
  if (message.msg === "values") open.value = message.values![0];
  if (message.msg === "edits") open.value = applyEdits(open.value, message.edits![0]!);
  if (message.msg === "values" || message.msg === "edits") open.hearing.yielded?.(open.value);
  if (message.msg === "problem") open.reject(new Error(JSON.stringify(message.error)));
  if (message.msg !== "end") return message.msg === "problem";
  if (message.status === "done") open.resolve(open.value);
  else open.reject(new Error(`A call ended: ${JSON.stringify(message)}`));
  return true;
}

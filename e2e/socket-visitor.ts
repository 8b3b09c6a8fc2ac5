import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  parseServerMessages,
  type CallMessage,
  type ClientMessage,
  type Config,
  type ErrorData,
  type JsonValue,
  type ServerMessage,
} from "@vitrine/protocol";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";

/** The end of a call and the last full values before it; null where there were none. */
interface Outcome {
  readonly status: "done" | "error" | "cancelled";
  readonly error: ErrorData | undefined;
  readonly values: readonly JsonValue[] | null;
}

/** A visitor who speaks the page's protocol without a page. */
export interface SocketVisitor {
  readonly socket: WebSocket;
  /** Sends a call, of the app's first function where left out, and returns its id. */
  begin(data: readonly unknown[], fn?: unknown): string;
  /** Waits for the first message of a call that passes. */
  heard<Msg extends CallMessage["msg"]>(call: string, msg: Msg): Promise<Extract<CallMessage, { msg: Msg }>>;
  /** Waits for the end of a call. */
  outcome(call: string): Promise<Outcome>;
  /** Calls and waits for the end. */
  call(data: readonly unknown[], fn?: unknown): Promise<Outcome>;
  cancel(call: string): void;
}

/** 32 hexadecimal digits, as sessions, loads and calls are named. */
const newId = (): string => randomBytes(16).toString("hex");

/** Opens a socket to an app and greets it; closed when the test ends. */
export async function openVisitor(url: string): Promise<SocketVisitor> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/_vitrine/socket`);
  socket.setMaxListeners(0);
  onTestFinished(() => socket.terminate());
  const messages: ServerMessage[] = [];
  const checks = new Set<() => void>();
  socket.on("message", (data: Buffer) => {
    messages.push(...parseServerMessages(data.toString()));
    for (const check of checks) check();
  });
  const send = (message: ClientMessage) => socket.send(JSON.stringify(message));
  const find = <Found extends ServerMessage>(passes: (message: ServerMessage) => message is Found): Promise<Found> =>
    new Promise((resolve, reject) => {
      const check = () => {
        const found = messages.find(passes);
        if (found === undefined) return;
        checks.delete(check);
        resolve(found);
      };
      checks.add(check);
      socket.once("close", (code) => reject(new Error(`The server closed the socket: ${code}`)));
      check();
    });
  await once(socket, "open");
  const config = (await (await fetch(`${url}/config`)).json()) as Config;
  const first = config.dependencies[0]!.id;
  send({ msg: "hello", session: newId(), load: newId(), calls: [] });
  const visitor: SocketVisitor = {
    socket,
    begin: (data, fn = first) => {
      const call = newId();
      socket.send(JSON.stringify({ msg: "call", call, fn, data }));
      return call;
    },
    heard: (call, msg) =>
      find(
        (message): message is Extract<CallMessage, { msg: typeof msg }> =>
          "call" in message && message.call === call && message.msg === msg,
      ),
    outcome: async (call) => {
      const { status, error } = await visitor.heard(call, "end");
      const values = messages.flatMap((message) =>
        message.msg === "values" && message.call === call ? [message.values] : [],
      );
      return { status, error, values: values.at(-1) ?? null };
    },
    call: (data, fn) => visitor.outcome(visitor.begin(data, fn)),
    cancel: (call) => send({ msg: "cancel", call }),
  };
  return visitor;
}

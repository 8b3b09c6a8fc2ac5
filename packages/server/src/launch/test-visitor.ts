import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { parseServerMessages, type ErrorData, type JsonValue, type ServerMessage } from "@vitrine/protocol";
import { WebSocket } from "ws";

/** How a call ended. */
interface Result {
  readonly status: "done" | "error" | "cancelled";
  readonly error?: ErrorData;
  /** null where there were none. */
  readonly values: readonly JsonValue[] | null;
}

/** A page's socket without the page, for tests. */
export interface Visitor {
  readonly socket: WebSocket;
  readonly messages: readonly ServerMessage[];
  /** Calls a function; gives the call's id. */
  call(fn: number, data: readonly JsonValue[]): string;
  cancel(call: string): void;
  /** The first message, past or future, that passes. */
  until(test: (message: ServerMessage) => boolean): Promise<ServerMessage>;
  /** Calls a function and waits for its end: the end, and the last whole values. */
  result(fn: number, data: readonly JsonValue[]): Promise<Result>;
  /** The same for a call that was made before. */
  end(call: string): Promise<Result>;
  /** Resolves to the code of the socket's close. */
  readonly closed: Promise<number>;
}

/** Opens a session at the app that answers at `url`; `query` is that of the page. */
export async function visit(url: string, query = ""): Promise<Visitor> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/_vitrine/socket${query}`);
  const messages: ServerMessage[] = [];
  const listeners = new Set<() => void>();
  socket.on("message", (data: Buffer) => {
    messages.push(...parseServerMessages(data.toString("utf8")));
    for (const listener of listeners) listener();
  });
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  await once(socket, "open");
  const send = (message: object): void => socket.send(JSON.stringify(message));
  send({ msg: "hello", session: randomId(), load: randomId(), calls: [] });
  const visitor: Visitor = {
    socket,
    messages,
    closed,
    call(fn, data) {
      const call = randomId();
      send({ msg: "call", call, fn, data });
      return call;
    },
    cancel: (call) => send({ msg: "cancel", call }),
    until: (test) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = messages.find(test);
          if (found === undefined) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
      }),
    async end(call) {
      const end = await visitor.until((message) => message.msg === "end" && message.call === call);
      const values = messages.flatMap((message) =>
        message.msg === "values" && message.call === call ? [message.values] : [],
      );
      return { ...(end as Extract<ServerMessage, { msg: "end" }>), values: values.at(-1) ?? null };
    },
    result: (fn, data) => visitor.end(visitor.call(fn, data)),
  };
  return visitor;
}

function randomId(): string {
  return randomBytes(16).toString("hex");
}

/** What is answered to a question, or with a body to a POST of JSON, that offers HTTP/2 beside. */
export async function askOffering(url: string, body?: string): Promise<string> {
  const headers = {
    connection: "Upgrade, HTTP2-Settings",
    upgrade: "h2c",
    "http2-settings": "AAMAAABkAAQAAP__",
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
  const [answer] = (await once(
    request(url, { method: body === undefined ? "GET" : "POST", headers }).end(body),
    "response",
  )) as [IncomingMessage];
  let text = "";
  for await (const piece of answer.setEncoding("utf8")) text += piece;
  return text;
}

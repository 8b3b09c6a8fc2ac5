import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { applyDiff, parseServerMessages, type JsonValue } from "@vitrine/protocol";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type { CrowdApp } from "./app.ts";

/** A call whose listener does not read. */
interface DeafListener {
  /** Reads after all, to the end of the call; gives the last value. */
  read(): Promise<string>;
  /** Listens on a new connection, to the end of the call; gives the last value. */
  again(): Promise<string>;
}

/** Lets `flood` yield so often a text of that size, and does not read what comes. */
type Listen = (app: CrowdApp, times: number, size: number) => Promise<DeafListener>;

const newId = (): string => randomBytes(16).toString("hex");

async function post(url: string, body: object): Promise<Record<string, string>> {
  const headers = { "content-type": "application/json" };
  return (await (await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })).json()) as Record<
    string,
    string
  >;
}

/** A stream of events that ends, or whose end is told, with the event that `lastOf` knows. */
async function listenToStream(url: string, lastOf: (event: string) => string | undefined): Promise<DeafListener> {
  const open = async (): Promise<IncomingMessage> => {
    const asked = get(url, { agent: false });
    asked.on("error", () => {});
    const [response] = (await once(asked, "response")) as [IncomingMessage];
    onTestFinished(() => void response.destroy());
    return response;
  };
  const readFrom = async (response: IncomingMessage): Promise<string> => {
    let chunks: string[] = [];
    let last = "";
    response.setEncoding("utf8");
    for await (const chunk of response as AsyncIterable<string>) {
      chunks.push(chunk);
      if (!chunk.endsWith("\n\n")) continue;
      last = chunks.join("");
      chunks = [];
      for (const event of last.split("\n\n")) {
        const value = lastOf(event);
        if (value !== undefined) return value;
      }
    }
    throw new Error(`${url} ended without the end of the call: ${last.slice(-300)}`);
  };
  const first = await open();
  return { read: () => readFrom(first), again: async () => readFrom(await open()) };
}

const dataOf = (event: string): unknown => JSON.parse(/^data: (.*)$/m.exec(event)![1]!);

function readSocket(socket: WebSocket): Promise<string> {
  return new Promise((resolve, reject) => {
    let last: JsonValue = null;
    socket.on("close", (code) => reject(new Error(`closed with ${code}`)));
    socket.on("message", (text: Buffer) => {
      for (const message of parseServerMessages(text.toString())) {
        if (message.msg === "values") last = message.values[0]!;
        else if (message.msg === "edits") last = applyDiff(last, message.edits[0]!);
        else if (message.msg === "end") resolve(last as string);
      }
    });
    socket.resume();
  });
}

/** One listener for each protocol. */
export const deafListeners: Readonly<Record<string, Listen>> = {
  "the page's socket": async (app, ...data) => {
    const [session, call] = [newId(), newId()];
    const open = async (calls: readonly object[]): Promise<WebSocket> => {
      const socket = new WebSocket(`${app.url.replace("http", "ws")}/_vitrine/socket`, { perMessageDeflate: false });
      onTestFinished(() => socket.terminate());
      socket.on("error", () => {});
      await once(socket, "open");
      socket.send(JSON.stringify({ msg: "hello", session, load: newId(), calls }));
      return socket;
    };
    const first = await open([]);
    first.send(JSON.stringify({ msg: "call", call, fn: app.fn("flood"), data }));
    first.pause();
    return {
      read: () => readSocket(first),
      again: async () => readSocket(await open([{ call, after: -1 }])),
    };
  },
  "Gradio's stream of a session": async (app, ...data) => {
    const session = newId();
    await post(`${app.url}/gradio_api/queue/join`, { data, fn_index: app.fn("flood"), session_hash: session });
    return listenToStream(`${app.url}/gradio_api/queue/data?session_hash=${session}`, (event) =>
      event.includes("process_completed")
        ? (dataOf(event) as { output: { data: [string] } }).output.data[0]
        : undefined,
    );
  },
  "Gradio's stream of a call": async ({ url }, ...data) => {
    const { event_id: id } = await post(`${url}/gradio_api/call/flood`, { data });
    return listenToStream(`${url}/gradio_api/call/flood/${id}`, (event) =>
      event.startsWith("event: complete") ? (dataOf(event) as [string])[0] : undefined,
    );
  },
  "the simple API's events": async ({ url }, times, size) => {
    const { events } = await post(`${url}/api/flood?wait=0`, { times, size });
    return listenToStream(events!, (event) =>
      event.startsWith("event: end") ? (dataOf(event) as { data: { answer: string } }).data.answer : undefined,
    );
  },
};

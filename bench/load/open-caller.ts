import { once } from "node:events";
import { WebSocket } from "ws";
import type { Caller } from "./caller.ts";
import { openGradio } from "./gradio-caller.ts";
import { openCall, openGet, openRequest } from "./http-callers.ts";
import { HttpConnection } from "./http-connection.ts";
import { openPage } from "./page-caller.ts";

/** A way of calling: the page's socket, Gradio's page, its requests for programs, one request, and those of the peers. */
export type Way = "page" | "queue" | "call" | "api" | "config" | "litserve" | "socket";

const byName = ([text]: readonly unknown[]): unknown => ({ text });

/** Opens a caller of the function `name`; its one input is called "text". */
export async function openCaller(way: Way, url: string, name: string): Promise<Caller> {
  switch (way) {
    case "page":
      return openPage(url, await indexOf(url, name));
    case "queue":
      return openGradio(url, await indexOf(url, name));
    case "call":
      return openCall(url, name);
    case "api":
      return openRequest(url, `/api/${name}`, byName, (answer) => {
        return Object.values((answer as { data: object }).data)[0];
      });
    case "litserve":
      return openRequest(url, "/predict", byName, (answer) => (answer as { output: unknown }).output);
    case "config":
      return openGet(url, "/config");
    case "socket":
      return openSocket(url);
    default:
      throw new Error(`There is no way "${String(way satisfies never)}".`);
  }
}

async function openSocket(url: string): Promise<Caller> {
  const socket = new WebSocket(url.replace("http", "ws"), { perMessageDeflate: false });
  await once(socket, "open");
  let resolve: ((value: unknown) => void) | null = null;
  socket.on("message", (data: Buffer) => resolve?.(data.toString()));
  return {
    call: ([text]) =>
      new Promise((done) => {
        resolve = done;
        socket.send(text as string);
      }),
    close: () => socket.terminate(),
  };
}

const indices = new Map<string, Promise<number>>();

function indexOf(url: string, name: string): Promise<number> {
  const key = `${url} ${name}`;
  const known = indices.get(key) ?? readIndex(url, name);
  indices.set(key, known);
  return known;
}

async function readIndex(url: string, name: string): Promise<number> {
  const connection = new HttpConnection(url);
  const { text } = await connection.ask({ path: "/config" });
  connection.close();
  const config = JSON.parse(text) as { dependencies: { id: number; api_name: string | false }[] };
  const found = config.dependencies.find((dependency) => dependency.api_name === name);
  if (found === undefined) throw new Error(`${url} has no function "${name}".`);
  return found.id;
}

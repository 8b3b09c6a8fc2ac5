import { fileMeta, type JsonValue } from "@vitrine/protocol";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { declarationOf } from "../apps/app.ts";
import { File, Interface, Json, Textbox } from "../index.ts";
import { growthOf, mostGrowth } from "../base/test-growth.ts";
import { launchDirect } from "./launch.ts";
import { type Visitor, visit } from "./test-visitor.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let running: Awaited<ReturnType<typeof launchDirect>>;
let visitor: Visitor;
let file: JsonValue;

beforeAll(async () => {
  const app = new Interface({
    inputs: { text: Textbox(), json: Json({ optional: true }), file: File({ optional: true }) },
    outputs: { size: Json(), same: Json() },
    fn: function* ({ text, json }) {
      for (const end of [1, 2, 3]) yield { size: text.length, same: [text.slice(0, -end), json] };
    },
  });
  running = await launchDirect(declarationOf(app), { port: 0, quiet: true, limits: { sessionFiles: "1gb" } });
  visitor = await visit(running.url);
  const [path] = (await (await upload(["blob", "hello"])).json()) as [string];
  file = { path, meta: { ...fileMeta } };
});
afterAll(async () => {
  visitor?.socket.terminate();
  await running?.close();
});

const at = (path: string): string => new URL(path, running.url).href;

async function post(path: string, body: string, type = "application/json"): Promise<string> {
  const answer = await fetch(at(path), { method: "POST", body, headers: { "content-type": type } });
  return answer.text();
}

function upload(...files: [name: string, content: string][]): Promise<Response> {
  const form = new FormData();
  for (const [name, content] of files) form.append("files", new Blob([content]), name);
  return fetch(at("/gradio_api/upload"), { method: "POST", body: form });
}

/** A form as bytes, since a browser's own would not be one that a careless reader fails on. */
const rawForm = (parts: readonly string[]): string => `${parts.map((part) => `--b\r\n${part}\r\n`).join("")}--b--\r\n`;
const formType = "multipart/form-data; boundary=b";
const many = (size: number, piece: string): string => piece.repeat(Math.ceil(size / piece.length));

const bodies: Readonly<Record<string, (size: number) => JsonValue>> = {
  "a text": (size) => many(size, "é"),
  "escapes in a text": (size) => many(size / 2, "\\\n\u0001"),
  items: (size) => Array.from({ length: size / 4 }, (_, index) => index % 10),
  objects: (size) => Array.from({ length: size / 12 }, (_, index) => ({ [`k${index % 100}`]: 1 })),
  "nested lists": (size) =>
    Array.from(
      { length: size / 120 },
      () => JSON.parse(`${"[".repeat(10)}"${"x".repeat(90)}"${"]".repeat(10)}`) as JsonValue,
    ),
};

test.each(Object.keys(bodies))("POST /api with %s", async (shape) => {
  const make = (size: number): string => JSON.stringify({ text: "a", json: bodies[shape]!(size) });
  expect(await growthOf((body: string) => post("/api/predict", body), make)).toBeLessThan(mostGrowth);
});

const callBySocket = (json: JsonValue): Promise<unknown> => visitor.result(1, ["a", json, null]);

test.each(Object.keys(bodies))("a socket's call with %s", async (shape) => {
  expect(await growthOf(callBySocket, (size) => bodies[shape]!(size))).toBeLessThan(mostGrowth);
});

const requests: Readonly<
  Record<string, readonly [run: (body: string) => Promise<unknown>, make: (size: number) => string]>
> = {
  "a text that grows, by /call and its events": [
    async (body) => {
      const { event_id: id } = JSON.parse(await post("/gradio_api/call/predict", body)) as { event_id: string };
      return (await fetch(at(`/gradio_api/call/predict/${id}`))).text();
    },
    (size) => JSON.stringify({ data: [many(size, "a "), null, null] }),
  ],
  "a text for /run": [
    (body) => post("/gradio_api/run/predict", body),
    (size) => JSON.stringify({ data: [many(size, "a "), null, null] }),
  ],
  "the name of a file in a call": [
    (body) => post("/api/predict", body),
    (size) => JSON.stringify({ text: "a", file: { ...(file as object), orig_name: `x${many(size, " ")}x` } }),
  ],
  "a name that is no input": [(body) => post("/api/predict", body), (size) => JSON.stringify({ [many(size, "_")]: 1 })],
  "many names that are no inputs": [
    (body) => post("/api/predict", body),
    (size) => JSON.stringify(Object.fromEntries(Array.from({ length: size / 12 }, (_, index) => [`k${index}`, 1]))),
  ],
  "fields of a form": [
    (body) => post("/api/predict", body, formType),
    (size) => rawForm([`content-disposition: form-data; name="text"\r\n\r\n${many(size, "a\r\n--")}`]),
  ],
  "a form of texts": [
    (body) => post("/api/predict", body, "application/x-www-form-urlencoded"),
    (size) => `text=${many(size, "%20+")}`,
  ],
  "a file whose content looks like a boundary": [
    (body) => post("/gradio_api/upload", body, formType),
    (size) => rawForm([`content-disposition: form-data; name="files"; filename="a"\r\n\r\n${many(size, "\r\n--")}`]),
  ],
  "lines of a part's head": [
    (body) => post("/gradio_api/upload", body, formType),
    (size) => rawForm([`content-disposition: form-data; name="files"; filename="a"\r\n${many(size, "a: b\r\n")}\r\nx`]),
  ],
  "a file's name in an upload": [
    (body) => post("/gradio_api/upload", body, formType),
    (size) => rawForm([`content-disposition: form-data; name="files"; filename="${many(size, '\\" .')}"\r\n\r\nx`]),
  ],
  "what is no JSON": [(body) => post("/api/predict", body), (size) => `{"text":${many(size, "[")}`],
  "a message that is none": [
    async (body) => {
      const told = visitor.messages.length;
      visitor.socket.send(body);
      await visitor.until((message) => visitor.messages.indexOf(message) >= told && message.msg === "problem");
    },
    (size) => JSON.stringify({ msg: many(size, "x") }),
  ],
  "ids of calls that were seen": [
    async (body) => {
      visitor.socket.send(body);
      await visitor.result(1, ["a", null, null]);
    },
    (size) => JSON.stringify({ msg: "seen", calls: Array.from({ length: size / 40 }, () => "f".repeat(32)) }),
  ],
};

test.each(Object.keys(requests))("%s", async (shape) => {
  const [run, make] = requests[shape]!;
  expect(await growthOf(run, make)).toBeLessThan(mostGrowth);
});

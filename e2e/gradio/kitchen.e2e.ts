import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Client } from "@gradio/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startScript, type RunningScript } from "../script.ts";

// With GRADIO_TEST_URL these tests run against Gradio itself; see README.md.
const gradio = process.env["GRADIO_TEST_URL"];
const folder = fileURLToPath(new URL(".", import.meta.url));
let script: RunningScript | null = null;
let url = gradio ?? "";

beforeAll(async () => {
  if (gradio !== undefined) return;
  script = await startScript(["--import", "tsx", "kitchen.ts"], folder);
  url = script.url;
});

afterAll(async () => {
  await script?.stop();
});

async function predict(endpoint: string, data: unknown[]): Promise<unknown> {
  return (await (await Client.connect(url)).predict(endpoint, data)).data;
}

function post(path: string, body: object): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(`${url}/gradio_api/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

/** The last event of a call by `/call`. */
async function call(path: string, body: object): Promise<string> {
  const { event_id: id } = (await (await post(path, body)).json()) as { event_id: string };
  const events = await (await fetch(`${url}/gradio_api/${path}/${id}`)).text();
  return events.trim().split("\n\n").at(-1)!;
}

const text = "äö😀\n\n\u2028</script>";

test("plain values go both ways as they are", async () => {
  const values = [text, 1, 2.5, true, ["a", "c"], "b", "c", ["b"], { a: [1, null, "x"] }, "#ff0000", "print(1)"];
  expect(await predict("/values", values)).toEqual(values);
});

test("texts and tokens that are only shown", async () => {
  expect(await predict("/shown", ["hi"])).toEqual([
    "# hi",
    "<b>hi</b>",
    [{ token: "hi", class_or_confidence: "word" }],
  ]);
});

test("tables and times", async () => {
  const table = { headers: ["name", "count"], data: [["a", 1]], metadata: null };
  expect(await predict("/table", [table])).toMatchObject([{ headers: table.headers, data: table.data }]);
  expect(await predict("/day", ["2024-02-29 12:30:00"])).toEqual(["2024-02-29 12:30:00"]);
});

test("lists that shrink and values that change their kind arrive whole", async () => {
  const got: unknown[] = [];
  for await (const event of (await Client.connect(url)).submit("/steps", []))
    if (event.type === "data") got.push(structuredClone(event.data[0]));
  const steps = [[[1], [2], [3]], [[1], [2]], { a: [1, 2], b: "x" }, { b: "xy" }];
  expect(got).toEqual([...steps, steps.at(-1)]);
});

test("a batch answers each call with its own value", async () => {
  const app = await Client.connect(url);
  const words = ["a", "b", "c", "d", "e", "f"];
  const got = await Promise.all(words.map(async (one) => (await app.predict("/double", [one])).data));
  expect(got).toEqual(words.map((one) => [one + one]));
});

test("State stays with its client", async () => {
  const app = await Client.connect(url);
  expect((await app.predict("/count", ["a"])).data).toEqual(["a0"]);
  expect((await app.predict("/count", ["a"])).data).toEqual(["a1"]);
  expect(await predict("/count", ["a"])).toEqual(["a0"]);
});

test("errors of the user are told, others are null", async () => {
  await expect(predict("/fail", ["user"])).rejects.toMatchObject({ message: "This is bad.", title: "Bad" });
  expect(await call("call/fail", { data: ["plain"] })).toMatch(/^event: error\ndata: \{"error": ?null\}$/);
  const run = await post("run/fail", { data: ["plain"] });
  expect(run.status).toBe(500);
  expect(await run.json()).toEqual({ error: null });
});

test("functions without a queue, undocumented ones, private ones", async () => {
  expect(await predict("/unqueued", ["a"])).toEqual(["a"]);
  expect(await call("call/unlisted", { data: ["a"] })).toBe('event: complete\ndata: ["a"]');
  const info = (await (await fetch(`${url}/gradio_api/info`)).json()) as { named_endpoints: object };
  expect(Object.keys(info.named_endpoints)).toContain("/unqueued");
  expect(Object.keys(info.named_endpoints)).not.toContain("/unlisted");
  expect(Object.keys(info.named_endpoints)).not.toContain("/hidden");
});

test.skipIf(gradio !== undefined)("a private function is not there for /call", async () => {
  expect((await post("call/hidden", { data: ["a"] })).status).toBe(404);
});

test("call/v2 takes the arguments by their names", async () => {
  const { event_id: id } = (await (await post("call/v2/unqueued", { text: "a" })).json()) as { event_id: string };
  const events = await (await fetch(`${url}/gradio_api/call/unqueued/${id}`)).text();
  expect(events).toContain('event: complete\ndata: ["a"]');
});

test("several files keep their order, names and bytes", async () => {
  const given = ["one", "two"].map((name) => new File([name.repeat(1000)], `${name}.txt`));
  const [copies] = (await predict("/files", [given])) as [{ url: string; orig_name: string }[]];
  const bytes = await Promise.all(copies.map(async (copy) => (await fetch(copy.url)).text()));
  expect(bytes).toEqual(["one".repeat(1000), "two".repeat(1000)]);
});

const png = readFileSync(new URL("../samples/1-1.png", import.meta.url));
// A WAV of 8 samples, and the first bytes of a WebM.
const wav = Buffer.from("UklGRjQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YRAAAAAAAAAAAAAAAAAAAAAAAAAA", "base64");
const webm = Buffer.from("1a45dfa39f4286810142f7810142f2810442f381084282847765626d", "hex");
const blob = (bytes: Uint8Array<ArrayBuffer>, type: string): Blob => new Blob([bytes], { type });
const picture = (): Blob => blob(png, "image/png");
const bytesAt = async (file: { url: string }): Promise<Buffer> =>
  Buffer.from(await (await fetch(file.url)).arrayBuffer());

test("labels come with their scores, the best first", async () => {
  const confidences = [
    { label: "cat", confidence: 0.75 },
    { label: "other", confidence: 0.25 },
  ];
  expect(await predict("/best", ["cat"])).toEqual([{ label: "cat", confidences }]);
});

test.skipIf(gradio !== undefined)("pictures, sounds, videos and galleries keep their bytes and captions", async () => {
  const gallery = [
    { image: picture(), caption: "one" },
    { video: blob(webm, "video/webm"), caption: null },
  ];
  const given = [picture(), blob(wav, "audio/wav"), blob(webm, "video/webm"), gallery];
  const got = (await predict("/media", given)) as [
    { url: string },
    { url: string },
    { url: string },
    [{ image: { url: string }; caption: string }, { video: { url: string }; caption: null }],
  ];
  const [image, sound, video, [first, second]] = got;
  const files = [image, sound, video, first.image, second.video];
  expect(await Promise.all(files.map(bytesAt))).toEqual([png, wav, webm, png, webm]);
  expect([first.caption, second.caption]).toEqual(["one", null]);
});

test.skipIf(gradio !== undefined)("a drawing goes both ways in its layers", async () => {
  const drawing = { background: null, layers: [picture(), picture()], composite: picture() };
  const [got] = (await predict("/sketch", [drawing])) as [
    { background: null; layers: { url: string }[]; composite: { url: string; mime_type: string } },
  ];
  expect(got.background).toBeNull();
  expect(got.layers).toHaveLength(2);
  expect(got.composite.mime_type).toBe("image/png");
  const pictures = await Promise.all([...got.layers, got.composite].map(bytesAt));
  for (const bytes of pictures) expect(bytes.subarray(1, 4).toString()).toBe("PNG");
});

test.skipIf(gradio !== undefined)("messages of a chat keep their texts and files", async () => {
  const file = { type: "file", file: picture(), alt_text: "a one" };
  const given = [
    { role: "user", content: "Hi" },
    { role: "user", content: [{ type: "text", text: "Look:" }, file] },
  ];
  const [messages] = (await predict("/talk", [given])) as [
    { role: string; content: { text?: string; file?: { url: string }; alt_text?: string }[] }[],
  ];
  expect(messages).toMatchObject([
    { role: "user", content: [{ type: "text", text: "Hi" }] },
    {
      role: "user",
      content: [
        { type: "text", text: "Look:" },
        { type: "file", alt_text: "a one" },
      ],
    },
    { role: "assistant", content: [{ type: "text", text: "Hello." }] },
  ]);
  expect(await bytesAt(messages[1]!.content[1]!.file!)).toEqual(png);
});

test("reset and heartbeat answer as the clients expect", async () => {
  expect(await (await post("reset", { event_id: "x" })).json()).toEqual({ success: true });
  const gone = new AbortController();
  const beats = await fetch(`${url}/gradio_api/heartbeat/abc`, { signal: gone.signal });
  const { value } = await beats.body!.pipeThrough(new TextDecoderStream()).getReader().read();
  expect(value).toContain("data: ALIVE\n\n");
  gone.abort();
});

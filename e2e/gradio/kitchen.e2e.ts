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

test("reset and heartbeat answer as the clients expect", async () => {
  expect(await (await post("reset", { event_id: "x" })).json()).toEqual({ success: true });
  const gone = new AbortController();
  const beats = await fetch(`${url}/gradio_api/heartbeat/abc`, { signal: gone.signal });
  const { value } = await beats.body!.pipeThrough(new TextDecoderStream()).getReader().read();
  expect(value).toContain("data: ALIVE\n\n");
  gone.abort();
});

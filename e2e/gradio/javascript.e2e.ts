import { randomBytes } from "node:crypto";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Client } from "@gradio/client";
import { afterAll, expect, test } from "vitest";
import { startScript, type RunningScript } from "../script.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
const scripts = new Map<string, Promise<RunningScript>>();

/** The app of `app.ts` by this name, started once. */
function serve(app: string): Promise<RunningScript> {
  const script = scripts.get(app) ?? startScript(["--import", "tsx", "app.ts"], folder, { GRADIO_TEST_APP: app });
  scripts.set(app, script);
  return script;
}

async function connect(app: string): Promise<Client> {
  return Client.connect((await serve(app)).url, { events: ["data", "status", "log"] });
}

afterAll(async () => {
  for (const script of scripts.values()) await (await script).stop();
});

test("arguments by position and by name, and defaults", async () => {
  const app = await connect("echo");
  const api = (await app.view_api()) as unknown as {
    named_endpoints: Record<string, { parameters: { parameter_name: string }[] }>;
  };
  expect(api.named_endpoints["/predict"]!.parameters.map((one) => one.parameter_name)).toEqual(["text", "times"]);
  expect((await app.predict("/predict", ["ab", 3])).data).toEqual(["ababab"]);
  expect((await app.predict("/predict", { text: "äö😀" })).data).toEqual(["äö😀äö😀"]);
  expect((await app.predict("/predict", ["ab"])).data).toEqual(["abab"]);
});

test("plain values, JSON and labels", async () => {
  const app = await connect("values");
  expect((await app.predict("/predict", [true, ["b"], 1])).data).toEqual([
    { on: true, some: ["b"], count: 1 },
    {
      label: "cat",
      confidences: [
        { label: "cat", confidence: 0.7 },
        { label: "dog", confidence: 0.3 },
      ],
    },
  ]);
});

test("wrong values are refused with the name of the field", async () => {
  const app = await connect("values");
  await expect(app.predict("/predict", [true, ["z"], 1])).rejects.toMatchObject({
    message: expect.stringContaining("some"),
  });
});

test.each([
  ["grow", "cat", ["c", "ca", "cat", "cat"]],
  ["shapes", "", [[[1], [2], [3]], [[1], [3]], [1, true], [true, 1], { a: [1, 2], b: "x" }, { b: "xy" }, { b: "xy" }]],
])("the yields of %s arrive whole", async (name, word, expected) => {
  const app = await connect(name);
  const got: unknown[] = [];
  for await (const event of app.submit("/predict", [word]))
    if (event.type === "data") got.push(structuredClone(event.data[0]));
  expect(got).toEqual(expected);
});

test("progress, logs, and errors with their titles", async () => {
  const app = await connect("tell");
  const seen: string[] = [];
  for await (const event of app.submit("/predict", ["a"])) {
    if (event.type === "log") seen.push(`${event.level} ${event.log}`);
    if (event.type === "status" && event.progress_data?.[0])
      seen.push(`${event.progress_data[0].index} of ${event.progress_data[0].length}`);
  }
  expect(seen).toContain("info hello");
  expect(seen).toContain("1 of 3");
  await expect(app.predict("/predict", ["bad"])).rejects.toMatchObject({ message: "This is bad.", title: "Bad" });
  const hidden: unknown = await app.predict("/predict", ["broken"]).catch((error: unknown) => error);
  expect(JSON.stringify(hidden)).not.toContain("secret");
});

test("State belongs to one client", async () => {
  const [first, second] = [await connect("count"), await connect("count")];
  expect((await first.predict("/predict", ["a"])).data).toEqual(["a0"]);
  expect((await first.predict("/predict", ["a"])).data).toEqual(["a1"]);
  expect((await second.predict("/predict", ["a"])).data).toEqual(["a0"]);
});

test("a call that runs is cancelled, and its function is told", async () => {
  const app = await connect("endless");
  const running = app.submit("/predict", ["a"]);
  await running.next();
  for await (const event of running) {
    if (event.type === "data") await running.cancel();
  }
  await (await serve("endless")).printed(/stopped/);
});

test("the generator of a client that vanished stops", async () => {
  const app = await startScript(["--import", "tsx", "app.ts"], folder, { GRADIO_TEST_APP: "endless" });
  try {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ data: ["a"], fn_index: 1, session_hash: "gone" });
    await fetch(`${app.url}/gradio_api/queue/join`, { method: "POST", headers, body });
    const gone = new AbortController();
    const events = await fetch(`${app.url}/gradio_api/queue/data?session_hash=gone`, { signal: gone.signal });
    await events.body!.getReader().read();
    expect(app.output()).not.toContain("stopped");
    gone.abort();
    await app.printed(/stopped/);
  } finally {
    await app.stop();
  }
});

test("listed origins and their preflights pass, others may only read", async () => {
  const { url } = await serve("echo");
  const ask = (origin: string, method: string): Promise<Response> =>
    fetch(`${url}/gradio_api/queue/join`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": method, "access-control-request-headers": "x-gradio-user" },
    });
  const listed = await ask("https://site.example", "POST");
  expect(listed.headers.get("access-control-allow-origin")).toBe("https://site.example");
  expect(listed.headers.get("access-control-allow-headers")).toBe("x-gradio-user");
  const foreign = await ask("https://evil.test", "POST");
  expect(foreign.headers.get("access-control-allow-origin")).toBe("*");
  expect(foreign.headers.get("access-control-allow-credentials")).toBeNull();
  expect(foreign.headers.get("access-control-allow-methods")).not.toContain("POST");
  const headers = { origin: "https://evil.test", "content-type": "application/json" };
  const refused = await fetch(`${url}/gradio_api/call/predict`, { method: "POST", headers, body: '{"data":["a"]}' });
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain("cors: { origins");
});

test("a file of 20 MB goes both ways unchanged", async () => {
  const app = await connect("file");
  const bytes = randomBytes(20_000_000);
  const { data } = await app.predict("/predict", [new Blob([bytes])]);
  const { url } = (data as { url: string }[])[0]!;
  expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(bytes)).toBe(true);
});

test("5 MB of text go both ways", async () => {
  const app = await connect("echo");
  const long = "é".repeat(2_500_000);
  expect((await app.predict("/predict", [long, 1])).data).toEqual([long]);
});

test("private functions are not there, undocumented ones can be called", async () => {
  const { url } = await serve("hidden");
  const post = (path: string, body: object): Promise<Response> =>
    fetch(`${url}/gradio_api/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  expect((await post("call/predict", { data: ["a"] })).status).toBe(404);
  expect((await post("queue/join", { data: ["a"], fn_index: 1, session_hash: "x" })).status).toBe(404);
  const app = await connect("unlisted");
  expect((await app.predict("/predict", ["a"])).data).toEqual(["a"]);
});

test("call, then fetch the result; a second fetch finds nothing", async () => {
  const { url } = await serve("grow");
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}/gradio_api/call/predict`, { method: "POST", headers, body: '{"data":["cat"]}' });
  const { event_id: id } = (await answer.json()) as { event_id: string };
  const events = await (await fetch(`${url}/gradio_api/call/predict/${id}`)).text();
  expect(events).toContain('event: generating\ndata: ["c"]\n\n');
  expect(events).toMatch(/event: complete\ndata: \["cat"\]\n\n$/);
  expect(await (await fetch(`${url}/gradio_api/call/predict/${id}`)).text()).toBe(
    'event: error\ndata: "404: Not Found"\n\n',
  );
  const run = await fetch(`${url}/gradio_api/run/predict`, { method: "POST", headers, body: '{"data":["cat"]}' });
  expect(await run.json()).toMatchObject({ data: ["c"], is_generating: true });
});

test("of 100 calls at once none is lost", async () => {
  const app = await connect("echo");
  const rounds = process.env["VITRINE_TEST_ALL"] === undefined ? 3 : 20;
  for (let round = 0; round < rounds; round += 1) {
    const words = Array.from({ length: 100 }, (_, index) => `${round}-${index} `);
    const got = await Promise.all(words.map(async (word) => (await app.predict("/predict", [word, 1])).data));
    expect(got).toEqual(words.map((word) => [word]));
  }
});

test("a process that used the client ends by itself", async () => {
  const { url } = await serve("echo");
  const script = `import { Client } from "@gradio/client"; const app = await Client.connect(${JSON.stringify(url)}); console.log((await app.predict("/predict", ["a", 2])).data[0]);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    cwd: folder,
    timeout: 20_000,
  });
  expect(stdout.trim()).toBe("aa");
});

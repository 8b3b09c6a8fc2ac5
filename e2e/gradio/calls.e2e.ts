import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { folder, isGradio, startKitchen, type Kitchen } from "./kitchen-server.ts";

let kitchen: Kitchen;

beforeAll(async () => {
  kitchen = await startKitchen();
});

afterAll(async () => {
  await kitchen?.stop();
});

/** Every list of outputs that a call tells; its last one comes twice, as a yield and as the result. */
async function told(endpoint: string, data: unknown[]): Promise<unknown[]> {
  const got: unknown[] = [];
  for await (const event of (await kitchen.connect()).submit(endpoint, data)) {
    if (event.type === "data") got.push(structuredClone(event.data));
    if (event.type === "status" && event.stage === "error") got.push(event.message);
  }
  return got;
}

/** The last event of a call by `/call`. */
async function call(path: string, body: object): Promise<string> {
  const { event_id: id } = (await (await kitchen.post(path, body)).json()) as { event_id: string };
  const events = await (await fetch(`${kitchen.url}/gradio_api/${path}/${id}`)).text();
  return events.trim().split("\n\n").at(-1)!;
}

// Half of an emoji cannot be sent, and stands as U+FFFD, so only whole ones are compared.
const whole = (step: unknown): boolean => !/[\uD800-\uDBFF\uFFFD]$/.test((step as [string])[0]);

test("a text that grows arrives piece by piece", async () => {
  const long = `${"é😀".repeat(20)}\n\n`;
  const steps = Array.from({ length: long.length }, (_, end) => [long.slice(0, end + 1)]);
  const got = await told("/grow", [long]);
  expect(got.filter(whole)).toEqual([...steps, steps.at(-1)!].filter(whole));
});

test("lists that shrink, objects and values that change their kind arrive whole", async () => {
  const steps = [[[1], [2], [3]], [[1], [2]], { a: [1, 2], b: "x" }, { b: "xy" }, null, 0, [], { c: "äö😀" }];
  expect(await told("/steps", [])).toEqual([...steps, steps.at(-1)].map((step) => [step]));
});

test.skipIf(isGradio)("neither inner lists beside others nor 1 and true are mixed up", async () => {
  const shapes = [[[1], [2], [3]], [[1], [3]], [1, true], [true, 1], { a: 0 }, { a: false }, "", "1"];
  expect(await told("/shapes", [])).toEqual([...shapes, shapes.at(-1)].map((shape) => [shape]));
});

test("tables that grow, shrink and change their types, beside other outputs", async () => {
  const rows = [
    [["a", 1]],
    [
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ],
    [["a", "1"]],
    [
      ["a", true],
      ["b", null],
    ],
  ];
  const steps = rows.map((data, index) => [
    { headers: ["name", "count"], data, metadata: null },
    `${index}`,
    index % 2 === 0 ? null : { index },
  ]);
  expect(await told("/rows", [])).toEqual([...steps, steps.at(-1)]);
});

test("progress, logs of each level with titles and times", async () => {
  const logs: unknown[] = [];
  const progress: unknown[] = [];
  for await (const event of (await kitchen.connect()).submit("/tell", ["a"])) {
    if (event.type === "log") logs.push([event.level, event.log, event.title, event.duration, event.visible]);
    if (event.type === "status" && event.progress_data) progress.push(...event.progress_data);
  }
  expect(logs).toEqual([
    ["info", "hello", "News", 3, true],
    ["warning", "beware", "Warning", 10, true],
    ["success", "well done", "Success", 10, true],
  ]);
  expect(progress).toContainEqual({ index: 1, length: 3, unit: "files", progress: null, desc: "half" });
  expect(progress).toContainEqual({ index: null, length: null, unit: "steps", progress: 0.5, desc: null });
});

test("errors of the user are told with their titles and times, others are null", async () => {
  const bad = { message: "This is bad.", title: "Bad", duration: 3, visible: true };
  await expect(kitchen.predict("/fail", ["user"])).rejects.toMatchObject(bad);
  expect(await told("/fail", ["late user"])).toEqual([["so far"], "This is bad."]);
  const hidden: unknown = await kitchen.predict("/fail", ["plain"]).catch((error: unknown) => error);
  expect(JSON.stringify(hidden)).not.toContain("secret");
  expect(await told("/fail", ["late"])).toHaveLength(2);
  expect(await call("call/fail", { data: ["plain"] })).toMatch(/^event: error\ndata: \{"error": ?null\b.*\}$/);
  const run = await kitchen.post("run/fail", { data: ["plain"] });
  expect(run.status).toBe(500);
  expect(await run.json()).toEqual({ error: null });
});

test("State stays with its client, and is shared by its endpoints", async () => {
  const app = await kitchen.connect();
  expect((await app.predict("/count", ["a"])).data).toEqual(["a0"]);
  expect((await app.predict("/count", { text: "b" })).data).toEqual(["b1"]);
  expect((await app.predict("/recall", ["c"])).data).toEqual(["c2"]);
  expect(await kitchen.predict("/count", ["a"])).toEqual(["a0"]);
  const session = { session_hash: "by curl" };
  expect(await call("call/count", { data: ["a"], ...session })).toContain('["a0"');
  expect(await call("call/recall", { data: ["b"], ...session })).toBe('event: complete\ndata: ["b1"]');
  expect(await call("call/recall", { data: ["b"] })).toBe('event: complete\ndata: ["b0"]');
});

test("functions without a queue, undocumented ones, private ones", async () => {
  expect(await kitchen.predict("/unqueued", ["a"])).toEqual(["a"]);
  expect(await kitchen.predict("/unlisted", ["a"])).toEqual(["a"]);
  await expect(kitchen.predict("/unknown", ["a"])).rejects.toThrow("No endpoint matching");
  const paths = async (query: string): Promise<string[]> => {
    const info = (await (await fetch(`${kitchen.url}/gradio_api/info${query}`)).json()) as { named_endpoints: object };
    return Object.keys(info.named_endpoints).filter((path) => /^\/(?:un|hid)/.test(path));
  };
  expect(await paths("")).toEqual(["/unqueued"]);
  expect(await paths("?all_endpoints=true")).toEqual(["/unqueued", "/unlisted"]);
});

test.skipIf(isGradio)("a private function is there for nobody, by name or by number", async () => {
  await expect(kitchen.predict("/hidden", ["a"])).rejects.toThrow("No endpoint matching");
  for (const path of ["call/hidden", "call/v2/hidden", "run/hidden"])
    expect((await kitchen.post(path, { data: ["a"] })).status).toBe(404);
  const config = (await (await fetch(`${kitchen.url}/config`)).json()) as {
    dependencies: { id: number; api_visibility: string }[];
  };
  const { id } = config.dependencies.find((one) => one.api_visibility === "private")!;
  const join = { data: ["a"], fn_index: id, session_hash: "s" };
  expect((await kitchen.post("queue/join", join)).status).toBe(404);
  expect((await kitchen.post("run/repeat", { data: ["a"], fn_index: id })).status).toBe(404);
});

/** The events of a call by `/call/v2`. */
async function callByName(name: string, body: object): Promise<string> {
  const { event_id: id } = (await (await kitchen.post(`call/v2/${name}`, body)).json()) as { event_id: string };
  return (await fetch(`${kitchen.url}/gradio_api/call/v2/${name}/${id}`)).text();
}

test("call/v2 takes the arguments by their names, and fills in defaults", async () => {
  expect(await callByName("unqueued", { text: "a" })).toContain('event: complete\ndata: ["a"]');
  expect(await callByName("repeat", { text: "ab" })).toContain('event: complete\ndata: ["abab"]');
});

test("call gives every value whole, and run the first", async () => {
  const { event_id: id } = (await (await kitchen.post("call/grow", { data: ["cat"] })).json()) as { event_id: string };
  const events = await (await fetch(`${kitchen.url}/gradio_api/call/grow/${id}`)).text();
  expect(events).toBe(
    ["c", "ca", "cat"].map((word) => `event: generating\ndata: ["${word}"]\n\n`).join("") +
      'event: complete\ndata: ["cat"]\n\n',
  );
  const run = await kitchen.post("run/grow", { data: ["cat"] });
  expect(await run.json()).toMatchObject({ data: ["c"], is_generating: true });
});

test.skipIf(isGradio)("a result is fetched once", async () => {
  const { event_id: id } = (await (await kitchen.post("call/unqueued", { data: ["a"] })).json()) as {
    event_id: string;
  };
  const fetched = async (): Promise<string> => (await fetch(`${kitchen.url}/gradio_api/call/unqueued/${id}`)).text();
  expect(await fetched()).toBe('event: complete\ndata: ["a"]\n\n');
  expect(await fetched()).toBe('event: error\ndata: "404: Not Found"\n\n');
});

test("of 100 calls at once none is lost", async () => {
  const app = await kitchen.connect();
  const rounds = process.env["VITRINE_TEST_ALL"] === undefined ? 3 : 20;
  for (let round = 0; round < rounds; round += 1) {
    const words = Array.from({ length: 100 }, (_, index) => `${round}-${index} `);
    const got = await Promise.all(words.map(async (word) => (await app.predict("/repeat", [word, 1])).data));
    expect(got).toEqual(words.map((word) => [word]));
  }
}, 300_000);

const run = promisify(execFile);

/** What a program prints that uses the client in a process of its own. */
async function program(source: string): Promise<string> {
  const head = `import { Client } from "@gradio/client"; const app = await Client.connect(${JSON.stringify(kitchen.url)});`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", `${head}\n${source}`], {
    cwd: folder,
    timeout: 20_000,
  });
  return stdout.trim();
}

// Gradio keeps a stream open for the State of an app, and with it the process.
test.skipIf(isGradio)("processes that used the client end by themselves", async () => {
  expect(await program('console.log((await app.predict("/repeat", ["a", 2])).data[0]);')).toBe("aa");
  const stream =
    'for await (const { type, data } of app.submit("/grow", ["abc"])) if (type === "data") console.log(data[0]);';
  expect(await program(stream)).toBe("a\nab\nabc\nabc");
});

test("the generator of a client that vanished stops", async () => {
  await program(
    'for await (const { type } of app.submit("/endless", ["vanished"])) if (type === "data") process.exit();',
  );
  const app = await kitchen.connect();
  const stopped = async (): Promise<unknown> =>
    ((await app.predict("/report", [])).data as [{ stopped: string[] }])[0].stopped;
  await vi.waitFor(async () => expect(await stopped()).toContain("vanished"), 10_000);
});

test("reset and heartbeat answer as the clients expect", async () => {
  expect(await (await kitchen.post("reset", { event_id: "x" })).json()).toEqual({ success: true });
  const gone = new AbortController();
  const beats = await fetch(`${kitchen.url}/gradio_api/heartbeat/abc`, { signal: gone.signal });
  const { value } = await beats.body!.pipeThrough(new TextDecoderStream()).getReader().read();
  expect(value).toContain("data: ALIVE\n\n");
  gone.abort();
});

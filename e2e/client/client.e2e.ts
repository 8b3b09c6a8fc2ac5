import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Client } from "@gradio/client";
import { connect, typed, VitrineClientError, type Client as AppClient } from "@vitrine/client";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import type { demo } from "../apps/for-client.ts";
import { startRelay } from "../relay.ts";
import { type RunningScript, startScript } from "../script.ts";

const apps = fileURLToPath(new URL("../apps", import.meta.url));
let script: RunningScript;

beforeAll(async () => {
  script = await startScript(["--import", "tsx", "for-client.ts"], apps);
});
afterAll(() => script?.stop());

async function open(
  url = script.url,
  options: Parameters<typeof connect>[1] = { WebSocket },
): Promise<AppClient<typeof demo>> {
  const client = await connect<typeof demo>(url, options);
  onTestFinished(() => client.close());
  return client;
}

async function failure(promise: Promise<unknown>): Promise<VitrineClientError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof VitrineClientError) return error;
  throw new Error("It did not fail with a VitrineClientError.", { cause: error });
}

test.each([
  ["sockets", { WebSocket }],
  ["an event stream and POST", {}],
])("by %s: a list as a list, a record as a record, State kept by the server", async (_way, options) => {
  const client = await open(script.url, options);
  expect(client.endpoints).toEqual(["/repeat", "/measure", "/count", "/forever", "/visits", "/copy", "/refuse"]);
  expect(await client.predict("/repeat", { text: "ab", times: 3 })).toEqual({ data: ["ababab"] });
  expect(await client.predict("/repeat", ["ab", 2])).toEqual({ data: ["abab"] });
  expect(await client.predict("/measure", { text: "one two" })).toEqual({ data: { length: 7, words: ["one", "two"] } });
  expect(await client.predict("/visits")).toEqual({ data: { visits: 1 } });
  expect(await client.predict("/visits", {})).toEqual({ data: { visits: 2 } });
  expect(await (await open()).predict("/visits")).toEqual({ data: { visits: 1 } });
});

test("a submission tells everything in order, also when it is read late", async () => {
  const client = await open();
  const events = [];
  for await (const event of client.submit("/count", { to: 3 })) events.push(event);
  expect(events.filter(({ type }) => type === "data").map((event) => "data" in event && event.data)).toEqual([
    [1, "counting"],
    [2, "counting"],
    [3, "counting"],
  ]);
  expect(events.find(({ type }) => type === "log")).toMatchObject({ level: "info", text: "counted" });
  expect(events.some(({ type }) => type === "progress")).toBe(true);
  expect(events.find(({ type }) => type === "status")).toMatchObject({ stage: "sending" });
  expect(events.some((event) => event.type === "status" && event.stage === "running")).toBe(true);
  expect(events.at(-1)).toMatchObject({ type: "end", status: "done" });
});

test("who waits is told the position", async () => {
  const client = await open();
  const first = client.submit("/forever", []);
  for await (const event of first) {
    if (event.type !== "status" || event.stage !== "running") continue;
    const second = client.submit("/forever", []);
    for await (const later of second) {
      if (later.type !== "status" || later.stage !== "waiting" || later.position === null) continue;
      expect(later).toMatchObject({ position: 0, size: 1 });
      break;
    }
    break;
  }
});

test("once a run has ended, who waits or runs is told the expected time", async () => {
  const client = await open();
  await client.predict("/count", { to: 1 });
  const first = client.submit("/count", { to: 20 });
  const etas = [];
  for await (const event of first) {
    if (event.type !== "status" || event.stage !== "running") continue;
    etas.push(event.etaMs);
    for await (const later of client.submit("/count", { to: 1 })) {
      if (later.type !== "status" || later.stage !== "waiting" || later.position === null) continue;
      etas.push(later.etaMs);
      break;
    }
    break;
  }
  expect(etas).toEqual([expect.any(Number), expect.any(Number)]);
});

test("cancel, a signal, and leaving the loop stop the function", async () => {
  const client = await open();
  const cancelled = client.submit("/forever", []);
  const last = [];
  for await (const event of cancelled) {
    if (event.type === "status" && event.stage === "running") cancelled.cancel();
    if (event.type === "end") last.push(event.status);
  }
  expect(last).toEqual(["cancelled"]);
  const stop = new AbortController();
  const aborted = client.predict("/forever", [], { signal: stop.signal });
  stop.abort(new Error("not wanted"));
  await expect(aborted).rejects.toThrow("not wanted");
  for await (const event of client.submit("/forever", []))
    if (event.type === "status" && event.stage === "running") break;
  await script.printed(/(forever was told to stop[^]*){2}/);
  expect(await client.predict("/repeat", ["a", 2])).toEqual({ data: ["aa"] });
});

test("files go up as File, Blob, bytes and by path, and come back the same with their address", async () => {
  const client = await open();
  const folder = await mkdtemp(join(tmpdir(), "vitrine-client-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const bytes = randomBytes(300_000);
  await writeFile(join(folder, "by path.bin"), bytes);
  const givens = [
    [new File([bytes], "a file.bin"), "a file.bin"],
    [new Blob([bytes]), "file"],
    [bytes, "file"],
    [await client.upload(join(folder, "by path.bin")), "by path.bin"],
    [await client.upload(bytes, "named.bin"), "named.bin"],
  ] as const;
  for (const [file, name] of givens) {
    // oxlint-disable-next-line no-await-in-loop -- one after another
    const { data } = await client.predict("/copy", { file: file as Blob });
    expect(data[0]).toMatchObject({ orig_name: name, size: bytes.length });
    // oxlint-disable-next-line no-await-in-loop -- one after another
    const answer = await fetch(data[0]?.url ?? "");
    // oxlint-disable-next-line no-await-in-loop -- one after another
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  }
  await expect(client.upload(join(folder, "missing"))).rejects.toThrow("missing");
});

test("a cut connection loses nothing", async () => {
  const relay = await startRelay(script.url);
  onTestFinished(() => relay.close());
  const client = await open(relay.url);
  const seen: unknown[] = [];
  for await (const event of client.submit("/count", { to: 20 })) {
    if (event.type !== "data") continue;
    seen.push(event.data[0]);
    if (seen.length !== 3) continue;
    relay.cut();
    relay.mend();
  }
  expect(seen.at(-1)).toBe(20);
});

test.each([
  ["sockets", { WebSocket }],
  ["an event stream and POST", {}],
])("by %s: what the function gives while the connection is away is told once it is back", async (_way, options) => {
  const steps = await startScript(["--import", "tsx", "steps.ts"], apps);
  const relay = await startRelay(steps.url);
  onTestFinished(async () => {
    await relay.close();
    steps.child.kill("SIGKILL");
    await steps.stop();
  });
  const step = (gave: string): Promise<void> => {
    steps.child.kill("SIGUSR2");
    return steps.printed(new RegExp(`gave ${gave}\n`));
  };
  const client = await connect(relay.url, options);
  onTestFinished(() => client.close());
  const heard: string[] = [];
  for await (const event of client.submit("/predict", { text: "hello" })) {
    if (event.type === "status" && event.stage === "running" && heard.length === 0) await step("hello 1");
    if (event.type === "end") heard.push(event.status);
    if (event.type !== "data") continue;
    const [text] = event.data as [string];
    heard.push(text);
    if (text === "hello 1") {
      relay.cut();
      await step("hello 1 2");
      relay.mend();
    }
    if (text === "hello 1 2") await step("hello 1 2 3");
  }
  expect(heard).toEqual(["hello 1", "hello 1 2", "hello 1 2 3", "done"]);
  expect(steps.output().match(/began hello/g)).toHaveLength(1);
});

test("errors say what is wrong and what to do", async () => {
  const client = await open();
  const wrong = await failure(client.predict("/repeat", { text: 5 } as never));
  expect([wrong.code, wrong.fields[0]?.name]).toEqual(["invalid", "text"]);
  expect(await failure(client.predict("/refuse", ["dogs"]))).toMatchObject({
    code: "user",
    title: "Refused",
    message: "No dogs here",
  });
  expect((await failure(client.predict("/repeat", { word: "a" } as never))).message).toBe(
    '/repeat: there is no input "word"; it takes text, times.',
  );
  for (const path of ["/hidden", "/nothing"]) {
    // oxlint-disable-next-line no-await-in-loop -- one after another
    expect(await failure(client.predict(path as never))).toMatchObject({ code: "not-found" });
  }
  expect(await failure(connect("http://127.0.0.1:1"))).toMatchObject({ code: "unreachable" });
  expect(await failure(connect("no address"))).toMatchObject({ code: "unreachable" });
  expect(await failure(connect(new URL("/api/", script.url)))).toMatchObject({ code: "not-an-app" });
});

test("Gradio's client does with the app's types what it does without", async () => {
  const client = await Client.connect(script.url);
  onTestFinished(() => void client.close());
  const { data } = await typed<typeof demo>(client).predict("/repeat", { text: "ab", times: 2 });
  const [text]: [string] = data;
  expect(text).toBe("abab");
});

test("closing fails what is open and what comes later", async () => {
  const client = await open();
  const pending = failure(client.predict("/forever", []));
  client.close();
  expect((await pending).code).toBe("closed");
  expect((await failure(client.predict("/repeat", ["a", 2]))).code).toBe("closed");
});

test("of a hundred calls at once none is lost", async () => {
  const client = await open();
  const results = await Promise.all(
    Array.from({ length: 100 }, (_, index) => client.predict("/repeat", { text: `${index} `, times: 1 })),
  );
  expect(results.map(({ data }) => data[0])).toEqual(Array.from({ length: 100 }, (_, index) => `${index} `));
});

test.each(["ws", "stream"])("a process that used the client ends by itself (%s)", async (way) => {
  const code = `
    import { connect } from "@vitrine/client";
    ${way === "ws" ? 'import { WebSocket } from "ws";' : "const WebSocket = undefined;"}
    const client = await connect(${JSON.stringify(script.url)}, { WebSocket });
    console.log((await client.predict("/repeat", ["ab"])).data[0]);
    client.close();`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", code],
    { cwd: fileURLToPath(new URL("..", import.meta.url)), timeout: 30_000 },
  );
  expect(stdout.trim()).toBe("abab");
});

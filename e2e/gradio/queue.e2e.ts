import { EventEmitter, once } from "node:events";
import type { Client } from "@gradio/client";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { isGradio, startKitchen, type Kitchen } from "./kitchen-server.ts";

let kitchen: Kitchen;

beforeAll(async () => {
  kitchen = await startKitchen();
});

afterAll(async () => {
  await kitchen?.stop();
});

interface Report {
  readonly started: readonly string[];
  readonly stopped: readonly string[];
  readonly batches: readonly number[];
  readonly most: Readonly<Record<"alone" | "shared", number>>;
}

async function report(app: Client): Promise<Report> {
  return ((await app.predict("/report", [])).data as [Report])[0];
}

/** Resolves when the function of a call to `/hold` runs. */
async function holds(app: Client, word: string): Promise<void> {
  await vi.waitFor(async () => expect((await report(app)).started).toContain(word), { timeout: 5000 });
}

/** A call whose events are read from now on. */
class Submitted {
  readonly positions: number[] = [];
  /** The data of its end; rejects with its error. */
  readonly result: Promise<unknown>;
  /** Resolves when it was told a position. */
  readonly waits: Promise<unknown>;
  readonly cancel: () => Promise<void>;
  readonly #told = new EventEmitter();

  constructor(app: Client, endpoint: string, text: string) {
    const call = app.submit(endpoint, [text]);
    this.waits = once(this.#told, "position");
    this.cancel = () => call.cancel();
    const read = async (): Promise<unknown> => {
      let data: unknown = null;
      for await (const event of call) {
        if (event.type === "data") data = event.data;
        if (event.type !== "status") continue;
        if (event.stage === "error") throw new Error(event.message);
        if (event.stage !== "pending" || event.position === undefined) continue;
        this.positions.push(event.position);
        this.#told.emit("position");
      }
      return data;
    };
    this.result = read();
  }
}

const words = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index}`);

// What the queue of the kitchen holds.
const room = 150;

test("a full queue refuses one more call, and the others finish", async () => {
  const app = await kitchen.connect();
  const first = new Submitted(app, "/hold", "full");
  await holds(app, "full");
  const call = async (word: string): Promise<Response> => kitchen.post("call/hold", { data: [word] });
  const waiting = await Promise.all(words(room).map((word) => call(`full ${word}`)));
  const ids = await Promise.all(waiting.map(async (answer) => (await answer.json()) as { event_id: string }));
  await expect(app.predict("/hold", ["full client"])).rejects.toMatchObject({
    message: expect.stringContaining("currently busy"),
  });
  const refused = await call("full curl");
  expect(refused.status).toBe(503);
  const { detail } = (await refused.json()) as { detail: string };
  expect(detail).toMatch(/full/i);
  expect(detail).toContain(isGradio ? `Max size is ${room}` : `The queue is full: ${room} call`);
  // Gradio does not say when to come again.
  expect(Number(refused.headers.get("retry-after")) > 0).toBe(!isGradio);
  await app.predict("/open", ["full"]);
  expect(await first.result).toEqual(["full!"]);
  const results = ids.map(async ({ event_id: id }) =>
    (await fetch(`${kitchen.url}/gradio_api/call/hold/${id}`)).text(),
  );
  expect(await Promise.all(results)).toEqual(
    words(room).map((word) => expect.stringContaining(`event: complete\ndata: ["full ${word}!"]`)),
  );
  const { started } = await report(app);
  expect(started).not.toContain("full client");
  expect(started).not.toContain("full curl");
});

test("a second client of a session is answered while the first still waits", async () => {
  const [one, other] = await Promise.all([kitchen.connect(), kitchen.connect()]);
  other.session_hash = one.session_hash;
  const first = new Submitted(one, "/hold", "shared session");
  await holds(one, "shared session");
  expect((await other.predict("/repeat", ["a", 2])).data).toEqual(["aa"]);
  expect((await one.predict("/repeat", ["b", 2])).data).toEqual(["bb"]);
  await one.predict("/open", ["shared"]);
  expect(await first.result).toEqual(["shared session!"]);
  expect((await other.predict("/repeat", ["c", 2])).data).toEqual(["cc"]);
});

const detail = (message: string, name: string) => [
  { __type__: "validate", is_valid: false, message, parameter_name: name },
];

test.skipIf(isGradio)("a call that is refused before it waits says why", async () => {
  const app = await kitchen.connect();
  await expect(app.predict("/repeat", ["a", "b"])).rejects.toThrow(/times must be a number/);
  const join = async (body: object): Promise<unknown> => {
    const answer = await kitchen.post("queue/join", body);
    return [answer.status, ((await answer.json()) as { detail: unknown }).detail];
  };
  const { id: fn_index } = app.config!.dependencies.find((one: { api_name: string }) => one.api_name === "repeat")!;
  expect(await join({ fn_index, session_hash: "refused", data: ["a", 1, 2] })).toEqual([
    422,
    detail("/repeat takes 2 values, got 3. Leave the last ones out.", "data"),
  ]);
  expect(await join({ fn_index, data: ["a", 1] })).toEqual([422, detail(expect.any(String), "session_hash")]);
  expect(await join({ session_hash: "refused", data: ["a", 1] })).toEqual([
    422,
    detail(expect.any(String), "fn_index"),
  ]);
});

test("positions count down, first come first served", async () => {
  const app = await kitchen.connect();
  const first = new Submitted(app, "/hold", "one");
  await holds(app, "one");
  const waiting: Submitted[] = [];
  for (const word of ["two", "three", "four"]) {
    const call = new Submitted(app, "/hold", word);
    await call.waits;
    waiting.push(call);
  }
  expect(waiting.map(({ positions }) => positions[0])).toEqual([0, 1, 2]);
  const last = waiting.at(-1)!;
  for (const [word, position] of [
    ["one", 1],
    ["two", 0],
  ] as const) {
    await app.predict("/open", [word]);
    await vi.waitFor(() => expect(last.positions.at(-1)).toBe(position));
  }
  for (const word of ["three", "four"]) await app.predict("/open", [word]);
  expect(await first.result).toEqual(["one!"]);
  expect(await Promise.all(waiting.map(({ result }) => result))).toEqual([["two!"], ["three!"], ["four!"]]);
  expect([...new Set(last.positions)]).toEqual([2, 1, 0]);
  expect((await report(app)).started.slice(-4)).toEqual(["one", "two", "three", "four"]);
});

test("a limit of 1, and a limit of 2 that two functions share, are never passed but used", async () => {
  const app = await kitchen.connect();
  const call = async (name: string, word: string): Promise<unknown> => (await app.predict(name, [word])).data;
  const shared = words(6).flatMap((word) => [call("/left", word), call("/right", word)]);
  expect(await Promise.all(shared)).toEqual(words(6).flatMap((word) => [[`${word}!`], [`${word}!`]]));
  const alone = await Promise.all(words(8).map((word) => call("/alone", word)));
  expect(alone).toEqual(words(8).map((word) => [`${word}!`]));
  expect((await report(app)).most).toEqual({ alone: 1, shared: 2 });
});

test.skipIf(isGradio)(
  "a call that runs is cancelled: its function is told, and others of the session go on",
  async () => {
    const app = await kitchen.connect();
    const beside = new Submitted(app, "/hold", "beside");
    await holds(app, "beside");
    const running = app.submit("/endless", ["cancelled"]);
    let isCancelled = false;
    let ended: unknown = null;
    for await (const event of running) {
      if (event.type === "data" && !isCancelled) {
        isCancelled = true;
        await running.cancel();
      }
      if (event.type === "status") ended = event.stage;
    }
    expect(ended).toBe("complete");
    await vi.waitFor(async () => expect((await report(app)).stopped).toContain("cancelled"));
    await app.predict("/open", ["beside"]);
    expect(await beside.result).toEqual(["beside!"]);
  },
);

test.skipIf(isGradio)("nobody cancels a call of another session", async () => {
  const app = await kitchen.connect();
  const { event_id: id } = (await (
    await kitchen.post("call/hold", { data: ["safe"], session_hash: "mine" })
  ).json()) as {
    event_id: string;
  };
  await kitchen.post("cancel", { event_id: id, session_hash: "other", fn_index: 0 });
  await app.predict("/open", ["safe"]);
  const events = await (await fetch(`${kitchen.url}/gradio_api/call/hold/${id}`)).text();
  expect(events).toBe('event: complete\ndata: ["safe!"]\n\n');
});

test.skipIf(isGradio)("a call that is cancelled while it waits never starts; those behind it move up", async () => {
  const app = await kitchen.connect();
  const before = new Submitted(app, "/hold", "before");
  await holds(app, "before");
  const cancelled = new Submitted(app, "/hold", "cancelled");
  await cancelled.waits;
  const next = new Submitted(app, "/hold", "next");
  await next.waits;
  await cancelled.cancel();
  await vi.waitFor(() => expect(next.positions.at(-1)).toBe(0));
  for (const word of ["before", "next"]) await app.predict("/open", [word]);
  expect(await before.result).toEqual(["before!"]);
  expect(await next.result).toEqual(["next!"]);
  expect(next.positions[0]).toBe(1);
  expect((await report(app)).started).not.toContain("cancelled");
});

test("calls of one batch get their own results", async () => {
  const app = await kitchen.connect();
  const before = (await report(app)).batches.length;
  const given = words(8).map((word) => `javascript ${word} `);
  const first = new Submitted(app, "/batch", given[0]!);
  await vi.waitFor(async () => expect((await report(app)).batches.length).toBeGreaterThan(before));
  const others = given.slice(1).map((word) => new Submitted(app, "/batch", word));
  await Promise.all(others.map((call) => call.waits));
  await app.predict("/open", ["javascript"]);
  const got = await Promise.all([first, ...others].map((call) => call.result));
  expect(got).toEqual(given.map((word) => [word + word]));
  expect((await report(app)).batches.slice(before)).toEqual([1, 4, 3]);
});

test.skipIf(isGradio)(
  "when the app stops, a running call finishes, a waiting one is told, and their stream ends in good order",
  async () => {
    const stopping = await startKitchen();
    const { id } = (await stopping.connect()).config!.dependencies.find(
      (one: { api_name: string }) => one.api_name === "last",
    )!;
    const join = (word: string): Promise<Response> =>
      stopping.post("queue/join", { data: [word], fn_index: id, session_hash: "s" });
    await join("runs");
    await stopping.script!.printed(/last runs\n/);
    await join("waits");
    const events = await fetch(`${stopping.url}/gradio_api/queue/data?session_hash=s`);
    const text = events.text();
    expect(await stopping.script!.stop()).toBe(0);
    const messages = (await text)
      .trim()
      .split("\n\n")
      .map((line) => JSON.parse(line.slice("data: ".length)) as { readonly msg: string });
    const ends = messages.filter(({ msg }) => msg === "process_completed");
    expect(ends).toMatchObject([
      { success: false, output: { error: expect.stringContaining("stop") } },
      { success: true, output: { data: ["runs!"] } },
    ]);
    expect(messages.at(-1)).toMatchObject({ msg: "close_stream" });
  },
);

import { EventEmitter, once } from "node:events";
import { fileURLToPath } from "node:url";
import { Client } from "@gradio/client";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startScript, type RunningScript } from "../script.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
const start = (): Promise<RunningScript> => startScript(["--import", "tsx", "queue-app.ts"], folder);
let script: RunningScript;

beforeAll(async () => {
  script = await start();
});

afterAll(async () => {
  await script.stop();
});

interface Report {
  readonly started: readonly string[];
  readonly batches: readonly number[];
  readonly most: Readonly<Record<"alone" | "shared", number>>;
}

function connect(): Promise<Client> {
  return Client.connect(script.url, { events: ["data", "status"] });
}

async function report(app: Client): Promise<Report> {
  return ((await app.predict("/report", [])).data as [Report])[0];
}

/** Its index, as `/config` tells it. */
async function indexOf(url: string, name: string): Promise<number> {
  const config = (await (await fetch(`${url}/config`)).json()) as { dependencies: { id: number; api_name: string }[] };
  return config.dependencies.find((one) => one.api_name === name)!.id;
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

test("a full queue refuses one more call, and the others finish", async () => {
  const app = await connect();
  const holds = new Submitted(app, "/hold", "full");
  await script.printed(/holds full\n/);
  const waiting = words(12).map((word) => new Submitted(app, "/hold", word));
  await Promise.all(waiting.map((call) => call.waits));
  await expect(app.predict("/hold", ["one more"])).rejects.toMatchObject({
    message: expect.stringContaining("currently busy"),
  });
  const headers = { "content-type": "application/json" };
  const refused = await fetch(`${script.url}/gradio_api/call/hold`, {
    method: "POST",
    headers,
    body: '{"data":["x"]}',
  });
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await refused.text()).toContain("12 are waiting");
  await Promise.all(["full", ...words(12)].map((word) => app.predict("/open", [word])));
  expect(await holds.result).toEqual(["full!"]);
  expect(await Promise.all(waiting.map((call) => call.result))).toEqual(words(12).map((word) => [`${word}!`]));
  const { started } = await report(app);
  expect(started).not.toContain("one more");
  expect(started).not.toContain("x");
});

test("a limit of 1, and a limit of 2 that two functions share, are never passed", async () => {
  const app = await connect();
  const call = async (name: string, word: string): Promise<unknown> => (await app.predict(name, [word])).data;
  const shared = words(6).flatMap((word) => [call("/left", word), call("/right", word)]);
  expect(await Promise.all(shared)).toEqual(words(6).flatMap((word) => [[`${word}!`], [`${word}!`]]));
  const alone = await Promise.all(words(8).map((word) => call("/alone", word)));
  expect(alone).toEqual(words(8).map((word) => [`${word}!`]));
  expect((await report(app)).most).toEqual({ alone: 1, shared: 2 });
});

test("a call that is cancelled while it waits never starts; those behind it move up", async () => {
  const app = await connect();
  const holds = new Submitted(app, "/hold", "before");
  await script.printed(/holds before\n/);
  const cancelled = new Submitted(app, "/hold", "cancelled");
  await cancelled.waits;
  const next = new Submitted(app, "/hold", "next");
  await next.waits;
  await cancelled.cancel();
  await vi.waitFor(() => expect(next.positions.at(-1)).toBe(0));
  await app.predict("/open", ["before"]);
  expect(await holds.result).toEqual(["before!"]);
  await script.printed(/holds next\n/);
  await app.predict("/open", ["next"]);
  expect(await next.result).toEqual(["next!"]);
  expect(next.positions[0]).toBe(1);
  expect((await report(app)).started).not.toContain("cancelled");
});

test("calls of one batch get their own results", async () => {
  const app = await connect();
  const got = await Promise.all(words(8).map(async (word) => (await app.predict("/batch", [word])).data));
  expect(got).toEqual(words(8).map((word) => [word + word]));
  const { batches } = await report(app);
  expect(batches.reduce((sum, size) => sum + size, 0)).toBe(8);
  expect(Math.max(...batches)).toBeGreaterThan(1);
  expect(Math.max(...batches)).toBeLessThanOrEqual(4);
});

test("when the app stops, a running call finishes, a waiting one is told, and their stream ends in good order", async () => {
  const stopping = await start();
  const headers = { "content-type": "application/json" };
  const join = async (word: string): Promise<void> => {
    const body = JSON.stringify({ data: [word], fn_index: await indexOf(stopping.url, "last"), session_hash: "s" });
    await fetch(`${stopping.url}/gradio_api/queue/join`, { method: "POST", headers, body });
  };
  await join("runs");
  await stopping.printed(/last runs\n/);
  await join("waits");
  const events = await fetch(`${stopping.url}/gradio_api/queue/data?session_hash=s`);
  const text = events.text();
  expect(await stopping.stop()).toBe(0);
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
});

import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test, vi } from "vitest";
import { declarationOf } from "../../apps/app.ts";
import { api, Blocks, Column, File, Textbox } from "../../index.ts";
import { launchDirect } from "../../launch/launch.ts";
import { deferred } from "../../base/deferred.ts";
import { cookieOf, users } from "./test-login.ts";

vi.setConfig({ testTimeout: 30_000 });

function makeApp(): { app: Blocks; release: () => void } {
  const released = deferred();
  const hold = async (): Promise<string> => {
    await released.promise;
    return "released";
  };
  const app = new Blocks({
    layout: Column(),
    events: {
      hold: api({ inputs: [], outputs: Textbox(), concurrencyLimit: null, fn: hold }),
      large: api({ inputs: [], outputs: File(), fn: () => new Uint8Array(40_000_000) }),
    },
  });
  return { app, release: () => released.resolve() };
}

interface Asks {
  readonly get: (path: string) => Promise<Response>;
  readonly post: (path: string, body: object) => Promise<Response>;
}

const callOf = async (answer: Promise<Response>, name: string): Promise<string> =>
  ((await (await answer).json()) as Record<string, string>)[name]!;

/** Each kind of answer that is not over at once. */
const kinds: readonly [string, (asks: Asks) => Promise<Response>][] = [
  [
    "the events of a session",
    async ({ get, post }) => {
      const { dependencies } = (await (await get("/config")).json()) as { dependencies: { id: number }[] };
      const hash = randomUUID();
      await post("/gradio_api/queue/join", { data: [], fn_index: dependencies[0]!.id, session_hash: hash });
      return get(`/gradio_api/queue/data?session_hash=${hash}`);
    },
  ],
  ["a heartbeat", ({ get }) => get("/gradio_api/heartbeat/mine")],
  [
    "the events of a call",
    async ({ get, post }) =>
      get(`/gradio_api/call/hold/${await callOf(post("/gradio_api/call/hold", { data: [] }), "event_id")}`),
  ],
  [
    "the events of the simple API",
    async ({ get, post }) => get(`/api/calls/${await callOf(post("/api/hold?wait=0", {}), "call")}/events`),
  ],
  ["a page's stream", ({ post }) => post("/_vitrine/stream", {})],
  [
    "a download",
    async ({ get, post }) => {
      const { data } = (await (await post("/api/large", {})).json()) as { data: { output: string } };
      return get(new URL(data.output).pathname);
    },
  ],
];

function asksOf(url: string, cookie: string, ask: typeof fetch): Asks {
  const headers = { cookie, "content-type": "application/json" };
  return {
    get: (path) => ask(`${url}${path}`, { headers }),
    post: (path, body) => ask(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(body) }),
  };
}

test.each(kinds)("a logout ends %s, and that of no other login", async (_, open) => {
  const { app, release } = makeApp();
  const running = await launchDirect(declarationOf(app), { ...users, port: 0, quiet: true });
  const { url } = running;
  onTestFinished(async () => {
    release();
    await running.close();
  });
  const [left, kept] = [await cookieOf(url, "ann"), await cookieOf(url, "ann")];
  const ending = await open(asksOf(url, left, fetch));
  const staying = await open(asksOf(url, kept, fetch));
  expect([ending.status, staying.status]).toEqual([200, 200]);
  const out = await fetch(`${url}/logout`, { method: "POST", headers: { cookie: left }, redirect: "manual" });
  expect(out.status).toBe(303);
  await expect(ending.text()).rejects.toThrow(/terminated|aborted|closed/);
  const reader = staying.body!.getReader();
  release();
  expect((await reader.read()).done).toBe(false);
  await reader.cancel();
});

test("a logout ends the streams of an app that is served by fetch", async () => {
  const { app, release } = makeApp();
  onTestFinished(async () => {
    release();
    await app.close();
  });
  const ask = ((input: string, init?: RequestInit) =>
    app.fetch(new Request(input, init), { ...users, quiet: true })) as typeof fetch;
  const url = "http://demo.example";
  const body = new URLSearchParams({ username: "ann", password: "secret of ann" });
  const cookie = (await ask(`${url}/login`, { method: "POST", body })).headers.get("set-cookie")!.split(";")[0]!;
  const stream = await asksOf(url, cookie, ask).get("/gradio_api/heartbeat/mine");
  const events = await kinds[2]![1](asksOf(url, cookie, ask));
  await ask(`${url}/logout`, { method: "POST", headers: { cookie } });
  await expect(stream.text()).rejects.toThrow("ended");
  await expect(events.text()).rejects.toThrow("ended");
});

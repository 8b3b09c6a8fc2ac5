import { once } from "node:events";
import { readdirSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { expect, test, vi } from "vitest";
import { TestGateway } from "../../serve/test-gateway.ts";

vi.setConfig({ testTimeout: 30_000 });

function post(server: TestGateway, path: string, body: object): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(`${server.gateway.url}/gradio_api/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

/** Calls in a session and lets the function end; the id of the call. */
async function callAndEnd(server: TestGateway, hash: string): Promise<string> {
  const answer = (await (await post(server, "call/predict", { data: ["a"], session_hash: hash })).json()) as {
    event_id: string;
  };
  server.runner.done(await server.runner.nextRun(), ['"a"']);
  return answer.event_id;
}

function forgotten(server: TestGateway): number {
  return server.runner.inbox.all.flatMap((message) => (message.msg === "forget" ? message.sessions : [])).length;
}

function openFiles(): number {
  return readdirSync("/proc/self/fd").length;
}

test("a heartbeat keeps its session; when its client has gone, the session ends after its idle time", async () => {
  await using server = await TestGateway.start({ limits: { sessionIdleMs: 60_000 } });
  const client = new AbortController();
  const beats = await fetch(`${server.gateway.url}/gradio_api/heartbeat/here`, { signal: client.signal });
  const reader = beats.body!.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toBe("data: ALIVE\n\n");
  await callAndEnd(server, "here");
  await callAndEnd(server, "silent");
  for (let quarter = 0; quarter < 40; quarter += 1) {
    server.clock.advance(15_000);
    // oxlint-disable-next-line no-await-in-loop -- one beat after another
    expect((await reader.read()).value).toContain("data: ALIVE\n\n");
  }
  // The other session, which has no heartbeat, is over.
  expect(forgotten(server)).toBe(1);
  client.abort();
  await vi.waitFor(() => {
    server.clock.advance(60_000);
    expect(forgotten(server)).toBe(2);
  });
});

test("a session hash that is too long is refused", async () => {
  await using server = await TestGateway.start();
  const answer = await fetch(`${server.gateway.url}/gradio_api/heartbeat/${"x".repeat(201)}`);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({ detail: "A session hash has 1 to 200 characters." });
});

test("beyond the limit of sessions the one that is unused for longest ends", async () => {
  await using server = await TestGateway.start({ limits: { sessions: 2 } });
  await callAndEnd(server, "first");
  const second = await callAndEnd(server, "second");
  const again = await callAndEnd(server, "first");
  expect(forgotten(server)).toBe(0);
  await callAndEnd(server, "third");
  const read = async (id: string): Promise<string> =>
    (await fetch(`${server.gateway.url}/gradio_api/call/predict/${id}`)).text();
  expect(await read(second)).toBe('event: error\ndata: "404: Not Found"\n\n');
  expect(await read(again)).toContain("event: complete");
});

test("a session with an open call does not make room for others", async () => {
  await using server = await TestGateway.start({ limits: { sessions: 1 } });
  const { event_id: id } = (await (
    await post(server, "call/predict", { data: ["a"], session_hash: "busy" })
  ).json()) as {
    event_id: string;
  };
  const busy = await server.runner.nextRun();
  await post(server, "call/predict", { data: ["a"], session_hash: "other" });
  server.runner.done(busy, ['"a"']);
  expect(await (await fetch(`${server.gateway.url}/gradio_api/call/predict/${id}`)).text()).toContain(
    "event: complete",
  );
});

test.each([
  { by: "call/predict", read: (id: string) => `call/predict/${id}`, last: 'event: complete\ndata: ["last"]' },
  { by: "queue/join", read: () => "queue/data?session_hash=deaf", last: '"data":["last"],"is_generating":false' },
])("who stops reading after $by is cut off, and finds the result when it asks again", async ({ by, read, last }) => {
  await using server = await TestGateway.start({ limits: { unsent: 100_000_000 } });
  const call = await post(server, by, { data: ["a"], fn_index: 1, session_hash: "deaf" });
  const { event_id: id } = (await call.json()) as { event_id: string };
  const run = await server.runner.nextRun();
  const address = `${server.gateway.url}/gradio_api/${read(id)}`;
  const [deaf] = (await once(get(address, { agent: false }), "response")) as [IncomingMessage];
  // More than the network takes by itself.
  server.runner.yield(run, ["x".repeat(30_000_000)], 8);
  server.runner.done(run, ["last"]);
  const before = openFiles();
  await vi.waitFor(
    () => {
      server.clock.advance(15_000);
      expect(openFiles()).toBeLessThan(before);
    },
    { timeout: 20_000 },
  );
  deaf.destroy();
  let again = "";
  const { body } = await fetch(address, { signal: AbortSignal.timeout(10_000) });
  for await (const text of body!.pipeThrough(new TextDecoderStream())) if ((again += text).includes(last)) return;
  expect(again).toContain(last);
});

test("a result that nobody fetches is forgotten with its session", async () => {
  await using server = await TestGateway.start();
  const answer = await post(server, "call/predict", { data: ["a"] });
  const { event_id: id } = (await answer.json()) as { event_id: string };
  server.runner.done(await server.runner.nextRun(), ['"a"']);
  await vi.waitFor(() => {
    server.clock.advance(400_000);
    expect(forgotten(server)).toBe(1);
  });
  const events = await (await fetch(`${server.gateway.url}/gradio_api/call/predict/${id}`)).text();
  expect(events).toBe('event: error\ndata: "404: Not Found"\n\n');
});

test("the first who asks is told that the app has started", async () => {
  await using server = await TestGateway.start();
  const ask = async (): Promise<unknown> => (await fetch(`${server.gateway.url}/gradio_api/startup-events`)).json();
  expect([await ask(), await ask()]).toEqual([true, false]);
});

test("pages of other origins may show files, whose reader may stop at any point", async () => {
  await using server = await TestGateway.start();
  const form = new FormData();
  form.append("files", new Blob(["x".repeat(500_000)], { type: "image/png" }), "a.png");
  const upload = await fetch(`${server.gateway.url}/gradio_api/upload`, { method: "POST", body: form });
  const [reference = ""] = (await upload.json()) as string[];
  const address = `${server.gateway.url}/gradio_api/file=${reference}`;
  const whole = await fetch(address);
  expect(whole.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  expect((await whole.arrayBuffer()).byteLength).toBe(500_000);
  const before = openFiles();
  for (let time = 0; time < 20; time += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one after another
    await (await fetch(address)).body!.cancel();
  }
  await vi.waitFor(() => expect(openFiles()).toBeLessThan(before + 10));
});

test("addresses of Gradio's API may end in a slash, as with Gradio", async () => {
  await using server = await TestGateway.start();
  const { url } = server.gateway;
  const form = new FormData();
  form.append("files", new Blob(["hello"]), "a.txt");
  const answer = await fetch(`${url}/gradio_api/upload/`, { method: "POST", body: form });
  const [reference] = (await answer.json()) as [string];
  for (const path of ["/config/", "/gradio_api/info/", "/gradio_api/app_id/", "/gradio_api/openapi.json/"]) {
    const [slashed, plain] = await Promise.all([fetch(`${url}${path}`), fetch(`${url}${path.slice(0, -1)}`)]);
    expect([slashed.status, await slashed.text()], path).toEqual([200, await plain.text()]);
  }
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ data: ["a"] });
  const call = await fetch(`${url}/gradio_api/call/predict/`, { method: "POST", headers, body });
  expect(await call.json()).toEqual({ event_id: expect.stringMatching(/^[0-9a-f]{32}$/) });
  expect((await fetch(`${url}/gradio_api/file/${reference}`)).status).toBe(200);
  expect((await fetch(`${url}//evil.test/`)).status).toBe(404);
});

test("clients are told whether the texts of errors are shown", async () => {
  await using shy = await TestGateway.start();
  await using open = await TestGateway.start({ settings: { showError: true } });
  const [one, other] = await Promise.all([shy, open].map(({ gateway }) => fetch(`${gateway.url}/config`)));
  expect(await one!.json()).toMatchObject({ show_error: false });
  expect(await other!.json()).toMatchObject({ show_error: true });
});

test("clients are told of a function what Gradio tells, and no more", async () => {
  await using server = await TestGateway.start();
  const config = (await (await fetch(`${server.gateway.url}/config`)).json()) as { dependencies: object[] };
  expect(Object.keys(config.dependencies[0]!).toSorted()).toEqual([
    "api_description",
    "api_name",
    "api_visibility",
    "backend_fn",
    "batch",
    "cancels",
    "connection",
    "id",
    "inputs",
    "outputs",
    "queue",
    "show_progress",
    "targets",
    "trigger_mode",
    "types",
  ]);
});

import { request } from "node:http";
import { connect } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import type { GatewaySettings } from "../settings/gateway-settings.ts";
import { TestGateway } from "./test-gateway.ts";

vi.setConfig({ testTimeout: 30_000 });

interface Heard {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly text: string;
}

interface Sent {
  readonly path: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
}

const json = { "content-type": "application/json" };

/** An answer without what differs from one call to the next. */
function ask(server: TestGateway, { path, method = "POST", headers = {}, body }: Sent): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const asked = request(server.gateway.url, { path, method, headers, agent: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (piece: string) => (text += piece));
      answer.on("end", () => {
        const { date: _date, ...rest } = answer.headers;
        resolve({ status: answer.statusCode ?? 0, headers: rest, text: text.replace(/[0-9a-f]{32}/g, "ID") });
      });
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

// Written as a whole address a request is nothing for the quick lane, and the same to the router.
const roundabout = (server: TestGateway, path: string): string => `${server.gateway.url}${path}`;

const call = "/gradio_api/call/predict";
const simple = "/api/predict";
const good = '{"data":["a"]}';

test.each<[string, Sent]>([
  ["a call", { path: call, headers: json, body: good }],
  ["a call by its own origin", { path: call, headers: { ...json, origin: "http://localhost:1" }, body: good }],
  ["a foreign page", { path: call, headers: { ...json, origin: "https://evil.example" }, body: good }],
  ["a foreign host", { path: call, headers: { ...json, host: "evil.example" }, body: good }],
  ["no JSON", { path: call, headers: json, body: "{" }],
  ["no object", { path: call, headers: json, body: "[1]" }],
  ["no data", { path: call, headers: json, body: "{}" }],
  ["no UTF-8", { path: call, headers: json, body: Uint8Array.of(0x22, 0xff, 0x22) }],
  ["a byte order mark", { path: call, headers: json, body: `\uFEFF${good}` }],
  ["another type", { path: call, headers: { "content-type": "text/plain" }, body: good }],
  ["a wrong value", { path: call, headers: json, body: '{"data":[1]}' }],
  ["too deep a value", { path: call, headers: json, body: `{"data":[${"[".repeat(300)}${"]".repeat(300)}]}` }],
  ["an unknown function", { path: "/gradio_api/call/predict2", headers: json, body: good }],
  ["a join", { path: "/gradio_api/queue/join", headers: json, body: '{"data":["a"],"fn_index":1,"session_hash":"s"}' }],
  ["a join without a session", { path: "/gradio_api/queue/join", headers: json, body: '{"data":["a"],"fn_index":1}' }],
  [
    "a join of nothing",
    { path: "/gradio_api/queue/join", headers: json, body: '{"data":[],"fn_index":7,"session_hash":"s"}' },
  ],
  ["a call that nobody knows", { path: `${call}/${"0".repeat(32)}`, method: "GET" }],
  ["a wrong argument", { path: simple, headers: json, body: '{"txt":"a"}' }],
  ["no JSON for the simple API", { path: simple, headers: json, body: "{" }],
])("%s is answered as by the router", async (_, sent) => {
  await using server = await TestGateway.start({ limits: { jsonDepth: 100 } });
  const quick = await ask(server, sent);
  expect(quick).toEqual(await ask(server, { ...sent, path: roundabout(server, sent.path) }));
});

const hosts = ["127.0.0.1", "localhost:7860", "demo.example", "DEMO.example:8443", "evil.test", "10.1.2.3", "app"];
const origins = [
  null,
  "null",
  "http://localhost:5173",
  "https://demo.example",
  "https://demo.example:8443",
  "https://evil.test",
  "https://friend.test",
  "http://127.0.0.1.evil.test",
];
const forwardings: readonly Record<string, string>[] = [
  {},
  { "x-forwarded-for": "203.0.113.7:4711", "x-forwarded-proto": "https" },
  { "x-forwarded-for": "203.0.113.7", "x-forwarded-host": "evil.test" },
];

test.each<[string, Partial<GatewaySettings>]>([
  ["on this machine", {}],
  ["that others reach", { host: "0.0.0.0" }],
  ["with a public address", { publicUrl: "https://demo.example" }],
  ["with names", { host: "0.0.0.0", allowedHosts: ["demo.example", "app"], trustProxy: true }],
  ["behind a trusted proxy", { trustProxy: true }],
  ["with listed origins", { corsOrigins: ["https://friend.test"] }],
])("who may ask an app %s is decided as by the router, for every host, origin and proxy", async (_, settings) => {
  await using server = await TestGateway.start({ settings });
  const statuses = new Set<number>();
  for (const host of hosts) {
    for (const origin of origins) {
      const asks = forwardings.map(async (forwarding, index): Promise<void> => {
        const headers = { ...json, host, ...(origin === null ? {} : { origin }), ...forwarding };
        const [method, path] =
          index % 2 === 0 ? (["POST", call] as const) : (["GET", `${call}/${"0".repeat(32)}`] as const);
        const sent = { path, method, headers, ...(method === "POST" ? { body: "{}" } : {}) };
        const [quick, plain] = await Promise.all([
          ask(server, sent),
          ask(server, { ...sent, path: roundabout(server, path) }),
        ]);
        statuses.add(quick.status);
        expect(quick, `${method} ${host} ${origin} ${JSON.stringify(forwarding)}`).toEqual(plain);
      });
      // oxlint-disable-next-line no-await-in-loop -- a few at a time
      await Promise.all(asks);
    }
  }
  expect(statuses).toEqual(new Set([200, 400, 403]));
});

test("a simple call is answered as by the router", async () => {
  await using server = await TestGateway.start();
  const heard: Heard[] = [];
  for (const path of [simple, roundabout(server, simple)]) {
    const asked = ask(server, { path, headers: { ...json, origin: "http://localhost:1" }, body: '{"text":"a"}' });
    // oxlint-disable-next-line no-await-in-loop -- one after another
    server.runner.done(await server.runner.nextRun(), ["é"]);
    // oxlint-disable-next-line no-await-in-loop -- one after another
    heard.push(await asked);
  }
  expect(heard[0]).toMatchObject({ status: 200, text: '{"data":{"output":"é"}}' });
  expect(heard[0]).toEqual(heard[1]);
});

test("a body that is too large is answered", async () => {
  await using server = await TestGateway.start({ limits: { jsonBody: 1000 } });
  const large = `{"data":["${"x".repeat(100_000)}"]}`;
  const heard = await ask(server, { path: call, headers: json, body: large });
  expect(heard.status).toBe(413);
  expect(JSON.parse(heard.text)).toEqual({ detail: "A body may have at most 1000 bytes." });
});

test("a body that never ends is answered, then cut off", async () => {
  await using server = await TestGateway.start({ limits: { jsonBody: 1000 } });
  const socket = connect(server.gateway.port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  const answered = new Promise<string>((resolve) => socket.once("data", (bytes) => resolve(bytes.toString())));
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => {});
  socket.write(
    `POST ${call} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n{`,
  );
  expect(await answered).toContain("413");
  server.clock.advance(1000);
  await closed;
});

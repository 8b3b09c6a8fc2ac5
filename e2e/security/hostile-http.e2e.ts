import { fileURLToPath } from "node:url";
import { assert, asyncProperty, constantFrom, json as anyJson, oneof, string, tuple } from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type RunningScript, startScript } from "../script.ts";
import { sameServerAfterEach } from "../same-server.ts";
import { getRaw, postRaw, sendRaw } from "./raw-http.ts";

const apps = fileURLToPath(new URL("../apps", import.meta.url));
let script: RunningScript;
let url: string;

beforeAll(async () => {
  script = await startScript(["--import", "tsx", "echo-json.ts"], apps);
  url = script.url.replace(/\/$/, "");
});
afterAll(() => script?.stop());
sameServerAfterEach(() => script.url);

const post = (path: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}${path}`, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });

// Whatever a test did, the next visitor is served.
afterEach(async () => {
  const answer = await post("/api/predict", '{"text":"still here"}');
  if (!answer.ok) throw new Error(`The server does not answer any more: ${answer.status} ${await answer.text()}`);
});

const paths = [
  "/etc/passwd",
  "../../../../etc/passwd",
  "%2e%2e/%2e%2e/etc/passwd",
  "%252e%252e%252fetc%252fpasswd",
  "..%5c..%5cetc%5cpasswd",
  "....//....//etc/passwd",
  "/proc/self/environ",
  "/dev/zero",
  "/etc/passwd%00.png",
  "%0d%0aset-cookie:%20a=b",
  "C:\\Windows\\win.ini",
  ".ENV::$DATA",
  "a".repeat(10_000),
];

test.each(paths)("no path of the server names a file: %s", async (path) => {
  for (const prefix of ["/gradio_api/file=", "/gradio_api/file/", "/assets/", "/"]) {
    const { status, head, body } = await getRaw(url, `${prefix}${path}`);
    expect([400, 403, 404, 414, 431], `${prefix}${path.slice(0, 60)} ${head}`).toContain(status);
    expect(head).not.toMatch(/^set-cookie/im);
    expect(body).not.toMatch(/root:|PATH=/);
  }
});

test("there is no route that asks other servers, and no redirect", async () => {
  for (const path of [
    "/gradio_api/proxy=http://127.0.0.1:1/",
    "/proxy=http://127.0.0.1:1/",
    "/login/callback?_target_url=//evil.test",
    "/custom_component/x/../y",
    "/gradio_api/stream/../../etc/passwd",
  ]) {
    expect((await getRaw(url, path)).status, path).toBe(404);
  }
});

/** Every address of itself that the app tells whoever sends these headers. */
async function addressesFor(headers: Record<string, string>): Promise<string> {
  const posted = await post("/api/predict?wait=0", '{"text":"a"}', headers);
  const config = await (await fetch(`${url}/config`, { headers })).text();
  const openapi = await (await fetch(`${url}/openapi.json`, { headers })).text();
  return `${posted.headers.get("location")} ${await posted.text()} ${config} ${openapi}`;
}

test("Host and X-Forwarded headers of one request are in no other's answer, nor in its own", async () => {
  const evil = { "x-forwarded-host": "evil.test", "x-forwarded-proto": "https", forwarded: "host=evil.test" };
  const asked = Array.from({ length: 200 }, (_, index) => addressesFor(index % 2 === 0 ? evil : {}));
  for (const answer of await Promise.all(asked)) {
    expect(answer).not.toContain("evil.test");
    expect(answer).toContain(new URL(url).host);
  }
});

test("odd queries and numbers of functions are refused, never a fault of the server", async () => {
  expect((await fetch(`${url}/?__theme=__proto__&view=constructor`)).status).toBe(200);
  for (const index of ["-1", "1e9", '"0"', "null", "1.5", '"__proto__"', "[]", "{}"]) {
    const answer = await post("/gradio_api/queue/join", `{"data":[],"fn_index":${index},"session_hash":"a1b2c3d4e5f"}`);
    expect([400, 404, 422], index).toContain(answer.status);
  }
  for (const name of ["__proto__", "constructor", "toString", "%00", "..%2f..", "predict%2f"]) {
    for (const path of [`/api/${name}`, `/gradio_api/call/${name}`, `/gradio_api/run/${name}`]) {
      expect([400, 404], path).toContain((await post(path, '{"data":[]}')).status);
    }
  }
});

test("names that JavaScript treats in its own way are data", async () => {
  const json = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
  const answer = await post("/api/predict", `{"text":"a","json":${json}}`);
  expect(await answer.text()).toContain(`"json":${json}`);
  expect((await post("/api/predict", '{"text":"a","__proto__":{"text":"b"}}')).status).toBe(422);
});

test("bodies that are no JSON of use are refused with the right status", async () => {
  const bodies: [string, number][] = [
    ["[".repeat(100_000) + "]".repeat(100_000), 400],
    [`{"text":${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}}`, 400],
    [
      JSON.stringify({
        text: "a",
        json: Object.fromEntries(Array.from({ length: 250_000 }, (_, at) => [`k${at}`, 1])),
      }),
      413,
    ],
    [JSON.stringify({ text: "a", json: Array.from({ length: 2_000_001 }, () => 1) }), 413],
    ['{"text":', 400],
    ['"text"', 400],
    ["", 400],
    ['{"text":1e400}', 422],
    ['{"text":"a","json":{"deep":[1e400]}}', 422],
    [`{"text":"a","json":${"9".repeat(400)}}`, 422],
  ];
  for (const [body, status] of bodies)
    expect((await post("/api/predict", body)).status, body.slice(0, 30)).toBe(status);
  for (const path of ["/api/predict", "/gradio_api/call/predict", "/_vitrine/send"]) {
    for (const headers of [
      { "content-type": "text/plain" },
      { "content-type": "application/json-seq" },
      { "content-encoding": "gzip" },
    ]) {
      expect((await post(path, '{"text":"a"}', headers)).status, `${path} ${JSON.stringify(headers)}`).toBe(415);
    }
  }
  const packed = { "content-type": "multipart/form-data; boundary=b", "content-encoding": "br" };
  for (const path of ["/api/predict", "/gradio_api/upload"])
    expect((await post(path, "--b--\r\n", packed)).status).toBe(415);
  const bytes = await fetch(`${url}/api/predict`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  });
  expect([400, 422]).toContain(bytes.status);
  for (const path of ["/api/predict", "/gradio_api/call/predict"]) {
    const half = await post(path, String.raw`{"text":"\ud800 half","data":[]}`);
    expect(half.status, path).toBe(400);
    expect(await half.text(), path).toContain("half of a pair of surrogates");
  }
});

test("a body over the limit is refused before it is read, announced or in chunks", async () => {
  const json = { "content-type": "application/json" };
  const announced = await postRaw(url, "/api/predict", { ...json, "content-length": "999999999999" }, ["{"]);
  expect(announced.status).toBe(413);
  const chunk = Buffer.concat([Buffer.from("100000\r\n"), Buffer.alloc(0x100000, 0x20), Buffer.from("\r\n")]);
  const chunks = Array.from({ length: 80 }, () => chunk);
  const chunked = await postRaw(url, "/api/predict", { ...json, "transfer-encoding": "chunked" }, chunks);
  expect([413, 0]).toContain(chunked.status);
});

test("floods of multipart are refused, and a form without an end", async () => {
  const form = (boundary: string, body: string | Buffer): Promise<{ status: number }> =>
    postRaw(
      url,
      "/gradio_api/upload",
      {
        "content-type": `multipart/form-data; boundary=${boundary}`,
        "content-length": String(Buffer.byteLength(body)),
      },
      [body],
    );
  const part = '--b\r\ncontent-disposition: form-data; name="files"; filename="a.txt"\r\n\r\na\r\n';
  const cases: [string, string, string | Buffer][] = [
    ["parts", "b", `${part.repeat(10_000)}--b--\r\n`],
    ["header", "b", `--b\r\nx: ${"a".repeat(900_000)}\r\n\r\na\r\n--b--\r\n`],
    ["dashes", "b", Buffer.alloc(8_000_000, 0x2d)],
    ["no end", "b", part],
    ["nothing", "b", "--b--\r\n"],
  ];
  for (const [name, boundary, body] of cases) {
    // The line may be cut while the flood is still being sent.
    expect([400, 413, 0], name).toContain((await form(boundary, body)).status);
  }
  expect(
    (
      await postRaw(
        url,
        "/gradio_api/upload",
        { "content-type": `multipart/form-data; boundary=${"b".repeat(1_000_000)}` },
        [],
      )
    ).status,
  ).toBe(431);
});

test("heads that are no HTTP are refused", async () => {
  const { host } = new URL(url);
  const heads = [
    `GET / HTTP/1.1\r\nhost: ${host}\r\nx: ${"a".repeat(100_000)}\r\n\r\n`,
    `GET / HTTP/1.1\r\n\r\n`,
    `POST /api/predict HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    `\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n`,
    `GET http://evil.test/ HTTP/1.1\r\nhost: evil.test\r\nconnection: close\r\n\r\n`,
  ];
  for (const head of heads) {
    const { status } = await sendRaw(url, head);
    expect([400, 403, 421, 431], head.slice(0, 40)).toContain(status);
  }
});

test("a thousand ranges in one request cost no more than the file", async () => {
  const form = new FormData();
  form.append("files", new Blob(["hello"]), "a.txt");
  const [path] = (await (await fetch(`${url}/gradio_api/upload`, { method: "POST", body: form })).json()) as [string];
  const ranges = [
    "bytes=" + "0-,".repeat(1_000) + "0-",
    "bytes=9-1",
    "bytes=-",
    "bytes=99999999999999999999-",
    "lines=1-2",
  ];
  for (const range of ranges) {
    const answer = await fetch(`${url}/gradio_api/file=${path}`, { headers: { range } });
    expect([200, 206, 416], range.slice(0, 20)).toContain(answer.status);
    expect((await answer.arrayBuffer()).byteLength).toBeLessThanOrEqual(100);
  }
});

test("whatever is asked of any route, the server answers without a fault of its own", async () => {
  const routes = [
    "/api/predict",
    "/gradio_api/call/predict",
    "/gradio_api/queue/join",
    "/gradio_api/run/predict",
    "/gradio_api/cancel",
    "/gradio_api/reset",
    "/gradio_api/upload",
    "/config",
    "/",
  ];
  const anyPath = oneof(
    constantFrom(...routes),
    string().map((text) => `/${encodeURIComponent(text)}`),
    tuple(constantFrom(...routes), string()).map(([route, text]) => `${route}/${encodeURIComponent(text)}`),
  );
  const bodies = oneof(
    anyJson(),
    string(),
    anyJson().map((json) => `{"data":[${json}],"fn_index":1,"session_hash":"abcdefghij","event_id":${json}}`),
    anyJson().map((json) => `{"text":${json},"json":${json},"file":${json}}`),
  );
  const methods = constantFrom("GET", "POST", "DELETE", "PUT", "PATCH", "OPTIONS");
  await assert(
    asyncProperty(methods, anyPath, bodies, async (method, path, body) => {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { "content-type": "application/json" },
        ...(method === "GET" ? {} : { body }),
      });
      await answer.body?.cancel();
      // A value that the function's own output refuses would be the app's fault; an echo gives what it got.
      expect(answer.status, `${method} ${path} ${body}`).toBeLessThan(500);
    }),
    { numRuns: 400 },
  );
});

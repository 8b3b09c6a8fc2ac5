import { connect } from "node:net";
import type { JsonValue } from "@vitrine/protocol";
import {
  array,
  assert,
  asyncProperty,
  type Arbitrary,
  constantFrom,
  oneof,
  record,
  string as text,
  tuple,
  uint8Array,
} from "fast-check";
import { expect, test } from "vitest";
import { openVisitor } from "../socket-visitor.ts";
import { FuzzedApp, isOpen, tries } from "./fuzz-app.ts";
import { anything } from "./fuzz-values.ts";

const app = new FuzzedApp();

test("bodies of forms", async () => {
  const names = constantFrom("files", "textbox", "image", "files\0", "__proto__", "", "ü", 'a"b');
  const files = constantFrom(
    "a.txt",
    "../../x",
    ".env",
    "..",
    "",
    "CON",
    'q"q',
    "ü.png",
    "x".repeat(300),
    " ".repeat(5_000),
  );
  const header = oneof(
    tuple(names, files).map(([name, file]) => `content-disposition: form-data; name="${name}"; filename="${file}"`),
    names.map((name) => `content-disposition: form-data; name="${name}"`),
    constantFrom(
      "content-type: image/png",
      "content-type: ;",
      "content-disposition: form-data",
      "content-transfer-encoding: base64",
      ":",
      "x",
    ),
  );
  const part = tuple(array(header, { maxLength: 3 }), uint8Array({ maxLength: 40 })).map(([headers, content]) =>
    Buffer.concat([
      Buffer.from(`--b\r\n${headers.map((line) => `${line}\r\n`).join("")}\r\n`),
      content,
      Buffer.from("\r\n"),
    ]),
  );
  const end = constantFrom("--b--\r\n", "--b--", "", "--b\r\n", "--b\r\n\r\n", "--b--\r\n--b--\r\n");
  const type = constantFrom(
    "multipart/form-data; boundary=b",
    'multipart/form-data; boundary="b"',
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=b; charset=utf-7",
    "multipart/mixed; boundary=b",
  );
  await assert(
    asyncProperty(
      array(part, { maxLength: 5 }),
      end,
      type,
      constantFrom("/gradio_api/upload", "/api/take"),
      async (parts, tail, kind, path) => {
        const answer = await app.post(path, Buffer.concat([...parts, Buffer.from(tail)]), kind);
        expect(answer.status, await answer.text()).toBeLessThan(500);
      },
    ),
    tries(0.15),
  );
});

test("heads of requests and of upgrades", async () => {
  const paths = [
    ..."/ /config /api/take /api/calls/x /api/calls/x/events /gradio_api/queue/join /gradio_api/call/take /login".split(
      " ",
    ),
    ..."/gradio_api/heartbeat/%ff /gradio_api/upload /gradio_api/file=% /_vitrine/socket /_vitrine/stream /logout".split(
      " ",
    ),
    ..."/_vitrine/send /_vitrine/monitor /openapi.json /healthz /metrics /%00 /?view=%ff /login?next=%ff // /\\ * /#a".split(
      " ",
    ),
  ];
  const names = [
    ..."host origin cookie forwarded authorization accept accept-encoding if-none-match if-range range referer".split(
      " ",
    ),
    ..."content-type content-length content-encoding transfer-encoding connection upgrade expect te user-agent".split(
      " ",
    ),
    ..."sec-websocket-key sec-websocket-version sec-websocket-protocol sec-websocket-extensions sec-fetch-site".split(
      " ",
    ),
    ..."x-forwarded-for x-forwarded-host x-forwarded-proto idempotency-key last-event-id x-vitrine-link".split(" "),
    ..."access-control-request-method access-control-request-headers __proto__ constructor".split(" "),
  ];
  const words = [
    "",
    " ",
    "null",
    "http://[::1",
    "[",
    "%",
    "..",
    "a=b; c",
    "=",
    ";",
    "vitrine=.",
    "bytes=0-",
    "-1",
    "1e9",
    "::",
    "{}",
    '"',
    "*/*;q=",
    "gzip;q",
    "multipart/form-data",
    "keep-alive, Upgrade",
    "evil.test:99999",
    "127.0.0.1, ::1",
    "1".repeat(50),
  ];
  const junk = oneof(
    constantFrom(...words).map((word) => Buffer.from(word)),
    text({ maxLength: 20 }).map((word) => Buffer.from(word.replaceAll(/[\r\n]/g, ""))),
    uint8Array({ min: 0x80, maxLength: 80 }).map((bytes) => Buffer.from(bytes)),
  );
  const head = record({
    method: constantFrom("GET", "POST", "DELETE", "OPTIONS", "HEAD", "PUT"),
    path: constantFrom(...paths),
    upgrade: constantFrom(false, false, true),
    headers: array(tuple(constantFrom(...names), junk), { maxLength: 4 }),
    body: constantFrom("", "{}", '{"textbox":"a"}', '{"data":["a"],"session_hash":"a"}', "[", "\0"),
  });
  await assert(
    asyncProperty(array(head, { minLength: 1, maxLength: 20 }), async (heads) => {
      const answers = await Promise.all(heads.map((one) => firstLine(headBytes(one))));
      for (const [index, line] of answers.entries()) {
        expect(line, JSON.stringify(heads[index])).toMatch(/^$|^HTTP\/1\.1 (?:[1-4]\d\d|501|503|505) /);
      }
    }),
    tries(0.1),
  );
});

interface Head {
  readonly method: string;
  readonly path: string;
  readonly upgrade: boolean;
  readonly headers: readonly (readonly [string, Buffer])[];
  readonly body: string;
}

function headBytes({ method, path, upgrade, headers, body }: Head): Buffer {
  const usual: [string, string][] = [
    ["host", new URL(app.url).host],
    ["connection", upgrade ? "Upgrade" : "close"],
    ...(upgrade
      ? ([
          ["upgrade", "websocket"],
          ["sec-websocket-version", "13"],
          ["sec-websocket-key", "AAAAAAAAAAAAAAAAAAAAAA=="],
        ] as [string, string][])
      : ([
          ["content-length", String(body.length)],
          ["content-type", "application/json"],
        ] as [string, string][])),
  ];
  const changed = new Set(headers.map(([name]) => name));
  const lines = [...usual.filter(([name]) => !changed.has(name)), ...headers].map(([name, value]) =>
    Buffer.concat([Buffer.from(`${name}: `), Buffer.from(value), Buffer.from("\r\n")]),
  );
  const first = `${upgrade ? "GET /_vitrine/socket" : `${method} ${path}`} HTTP/1.1\r\n`;
  return Buffer.concat([Buffer.from(first), ...lines, Buffer.from("\r\n"), Buffer.from(upgrade ? "" : body)]);
}

/** The first line of the answer; empty where none comes, as when the server waits for the rest of a body. */
function firstLine(bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(app.url).port), "127.0.0.1", () => socket.write(bytes));
    const end = (line: string): void => {
      socket.destroy();
      resolve(line);
    };
    socket.setTimeout(1_500, () => end(""));
    socket.once("data", (answer) => end(answer.toString("latin1").split("\r\n", 1)[0]!));
    socket.on("error", () => end(""));
    socket.on("close", () => end(""));
  });
}

test("messages of sockets", async () => {
  const id = "0123456789abcdef0123456789abcdef";
  const ids: Arbitrary<JsonValue> = oneof(constantFrom<JsonValue>(id, "f".repeat(32)), anything);
  const message = record(
    {
      msg: oneof(constantFrom<JsonValue>("hello", "call", "cancel", "seen"), anything),
      session: ids,
      load: ids,
      call: ids,
      calls: oneof(array(record({ call: ids, after: anything }, { requiredKeys: [] })), array(ids), anything),
      fn: oneof(constantFrom<JsonValue>(...app.functions, -1, 99), anything),
      data: oneof(array(anything, { maxLength: app.inputs.length + 1 }), anything),
      event: anything,
    },
    { requiredKeys: ["msg"] },
  ).map((one) => JSON.stringify(one));
  const texts = oneof(
    { weight: 6, arbitrary: message },
    text(),
    anything.map((value) => JSON.stringify(value)),
    constantFrom("[".repeat(500), `{"msg":"${"x".repeat(9_000)}"}`),
  );
  let visitor = await openVisitor(app.url);
  await assert(
    asyncProperty(array(texts, { minLength: 1, maxLength: 20 }), async (all) => {
      if (!isOpen(visitor)) visitor = await openVisitor(app.url);
      for (const one of all) visitor.socket.send(one);
      // A visitor who floods is cut off; every other is answered.
      const end = await visitor.call([null], app.functions[1]).catch(() => null);
      expect(end?.status ?? (isOpen(visitor) ? "no answer" : "closed")).toMatch(/^(?:done|closed|error)$/);
    }),
    tries(0.15),
  );
});

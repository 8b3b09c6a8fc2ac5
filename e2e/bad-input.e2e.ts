import { fileURLToPath } from "node:url";
import { parseServerMessages } from "@vitrine/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import sharp from "sharp";
import { type RunningScript, startScript } from "./script.ts";
import { sameServerAfterEach } from "./same-server.ts";
import { openVisitor } from "./socket-visitor.ts";

const apps = fileURLToPath(new URL("apps", import.meta.url));
const names = [
  ..."note size level loud extras colour city tags data paint day picture sketch file files".split(" "),
  ..."sound film shots word".split(" "),
];
const good = {
  note: "hello",
  size: 2,
  level: 4,
  loud: true,
  extras: ["Milk"],
  colour: "Red",
  city: "Rome",
  tags: ["new"],
};
const meta = { _type: "gradio.FileData" };
let script: RunningScript;

beforeAll(async () => {
  script = await startScript(["--import", "tsx", "every-component.ts"], apps);
});
afterAll(() => script?.stop());
sameServerAfterEach(() => script.url);

const values = (changes: Record<string, unknown> = {}): readonly unknown[] =>
  names.map((name) => ({ ...good, ...changes })[name] ?? null);

async function upload(name: string, content: Uint8Array<ArrayBuffer>): Promise<string> {
  const form = new FormData();
  form.append("files", new Blob([content]), name);
  const response = await fetch(`${script.url}/gradio_api/upload`, { method: "POST", body: form });
  const [path] = (await response.json()) as string[];
  return path!;
}

const pairs = (places: readonly string[], wrong: readonly unknown[]) =>
  places.flatMap((name) => wrong.map((value): [string, unknown] => [name, value]));

/** Sends each value in the input's place; each must be refused with that name and a sentence. */
async function refused(cases: readonly (readonly [name: string, value: unknown])[]): Promise<void> {
  const visitor = await openVisitor(script.url);
  const wrong: string[] = [];
  for (const [name, value] of cases) {
    // oxlint-disable-next-line no-await-in-loop -- one call after another
    const { status, error } = await visitor.call(values({ [name]: value }));
    const field = error?.fields?.[0];
    const fine =
      status === "error" &&
      error?.code === "invalid" &&
      error.fields?.length === 1 &&
      field?.name === name &&
      field.index === names.indexOf(name) &&
      /^\S.{9,400}$/s.test(field.message) &&
      !/ENOENT|\/tmp\/|node_modules|Error:|undefined|\[object/.test(field.message);
    if (!fine) wrong.push(`${name} ${JSON.stringify(value).slice(0, 80)}: ${status} ${JSON.stringify(error)}`);
  }
  expect(wrong).toEqual([]);
  expect((await visitor.call(values())).status).toBe("done");
}

test("a value of the wrong kind, out of range, not offered, missing or too long names its input", () =>
  refused([
    ["note", 1],
    ["note", null],
    ["note", "too long"],
    ["note", { path: "/etc/passwd", meta }],
    ["size", "2"],
    ["size", -1],
    ["size", 10],
    ["size", null],
    ["level", 10.5],
    ["level", -1],
    ["level", [4]],
    ["loud", 1],
    ["loud", "true"],
    ["extras", "Milk"],
    ["extras", ["Sand"]],
    ["extras", ["__proto__"]],
    ["extras", Array.from({ length: 10_000 }, () => "Milk")],
    ["colour", "Green"],
    ["colour", "toString"],
    ["colour", null],
    ["city", "Paris"],
    ["city", ["Rome"]],
    ["tags", ["Rome"]],
    ["tags", ["old", "new", "rare"]],
    ["tags", "new"],
    ["paint", "url(javascript:alert(1))"],
    ["paint", 7],
    ["day", "yesterday"],
    ["day", {}],
    ["word", { toString: "x" }],
  ]));

/** 100,000 characters. */
const long = (piece: string): string => piece.repeat(100_000 / piece.length);

test("texts on which a careless pattern would search for ever are refused like any other", () => {
  return refused(
    pairs(
      ["paint", "day"],
      [`${long("a")}!`, `#${long("0")}`, `rgb(${long("1")}`, `rgba(${long("1, ")}`, `hsl(${long(" ")}!`].concat([
        `${long("1")}!`,
        `2026-01-01${long(" ")}!`,
        `2026-01-01T${long("0")}`,
        `now - ${long("1")}`,
        `${long("1-")}x`,
      ]),
    ),
  );
});

test("what is no reference of this server is refused in every place for files, and no file is read", () => {
  const paths = [
    "/etc/passwd",
    "../../etc/passwd",
    `${"0".repeat(32)}/x.png`,
    "__proto__",
    "",
    "x".repeat(100_000),
    "https://example.org/a.png",
  ];
  return refused(
    paths.flatMap((path): [string, unknown][] => {
      const file = { path, meta };
      return [
        ["picture", file],
        ["sketch", { background: null, layers: [], composite: file }],
        ["file", file],
        ["files", [file]],
        ["sound", file],
        ["film", file],
        ["shots", [{ image: file, caption: null }]],
      ];
    }),
  );
});

test("shapes that are no file are refused in places for files", () => {
  const plain = [0, "", "/etc/passwd", true, [null]];
  const objects = [{ path: 1, meta }, { path: "a" }, { url: "/etc/passwd" }];
  return refused([...pairs(["picture", "sketch", "file", "files", "sound", "film", "shots"], [...plain, ...objects])]);
});

test("files that are no picture, and a picture that claims 60,000 × 60,000, are refused", async () => {
  const picture = await sharp({ create: { width: 3, height: 2, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  const huge = Buffer.from(picture);
  huge.writeUInt32BE(60_000, 16);
  huge.writeUInt32BE(60_000, 20);
  const cut = picture.subarray(0, picture.length - 20);
  const contents = [huge, cut, Buffer.from("not a picture"), Buffer.from("<svg onload='alert(1)'/>"), Buffer.alloc(0)];
  const paths = await Promise.all(contents.map((content) => upload("a.png", new Uint8Array(content))));
  await refused(
    paths.flatMap((path): [string, unknown][] => [
      ["picture", { path, meta }],
      ["sketch", { background: null, layers: [], composite: { path, meta } }],
    ]),
  );
  const visitor = await openVisitor(script.url);
  const path = await upload("a.png", new Uint8Array(picture));
  const { values: given } = await visitor.call(values({ picture: { path, meta } }));
  expect(given?.[0]).toMatchObject({ picture: [3, 2] });
});

/** An animation of one pixel. */
function gif(frames: number): Uint8Array<ArrayBuffer> {
  const head = Buffer.from("47494638396101000100800000000000ffffff", "hex");
  const picture = Buffer.from("2c0000000001000100000202440100", "hex");
  return new Uint8Array(Buffer.concat([head, ...Array.from({ length: frames }, () => picture), Buffer.from([0x3b])]));
}

test("of an animation of 10,000 pictures one is looked at", async () => {
  const visitor = await openVisitor(script.url);
  const path = await upload("a.gif", gif(10_000));
  const { values: given } = await visitor.call(values({ picture: { path, meta } }));
  expect(given?.[0]).toMatchObject({ picture: [1, 1] });
});

test("what looks like a file is plain data in a place for data", async () => {
  const visitor = await openVisitor(script.url);
  const data = { a: [{ path: "/etc/passwd", url: "file:///etc/passwd", meta }] };
  const { status, values: given } = await visitor.call(values({ data, word: JSON.stringify(data) }));
  expect(status).toBe("done");
  expect(given?.[0]).toEqual({ data, word: JSON.stringify(data), picture: null });
});

test("keys that JavaScript treats in its own way pollute nothing", async () => {
  const visitor = await openVisitor(script.url);
  const data: unknown = JSON.parse(
    '{"__proto__":{"evil":1},"constructor":{"prototype":{"evil":1}},"toString":1,"toJSON":2,"then":3,"hasOwnProperty":4}',
  );
  const { status, values: given } = await visitor.call(values({ data }));
  expect(status).toBe("done");
  expect(given?.[1]).toBe(false);
  expect(JSON.stringify(given?.[0])).toContain(JSON.stringify(data));
});

test("functions that are not there are told so, and the wrong number of values is", async () => {
  const visitor = await openVisitor(script.url);
  for (const fn of [999, 1e9]) {
    // oxlint-disable-next-line no-await-in-loop -- one call after another
    const answer = await visitor.call(values(), fn).catch(String);
    expect.soft(answer, String(fn)).toMatchObject({ status: "error", error: { code: "not-found" } });
  }
  for (const data of [[], values().slice(1), [...values(), 1]]) {
    // oxlint-disable-next-line no-await-in-loop -- one call after another
    expect.soft(await visitor.call(data)).toMatchObject({ status: "error", error: { code: "invalid" } });
  }
  expect((await visitor.call(values())).status).toBe("done");
});

test("a function whose name is no whole number is no message, and the socket lives on", async () => {
  const visitor = await openVisitor(script.url);
  const problems: unknown[] = [];
  visitor.socket.on("message", (data: Buffer) => {
    const messages = parseServerMessages(data.toString());
    problems.push(...messages.filter(({ msg }) => msg !== "welcome" && msg !== "accepted"));
  });
  for (const fn of [-1, 0.5, "0", "__proto__", null, [0], {}]) visitor.begin(values(), fn);
  expect((await visitor.call(values())).status).toBe("done");
  const codes = problems.map((message) => (message as { error?: { code: string } }).error?.code);
  expect(codes.filter((code) => code === "bad-message" || code === "not-found")).toHaveLength(7);
});

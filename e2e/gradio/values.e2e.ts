import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isGradio, startKitchen, type Kitchen } from "./kitchen-server.ts";

let kitchen: Kitchen;

beforeAll(async () => {
  kitchen = await startKitchen();
});

afterAll(async () => {
  await kitchen?.stop();
});

const text = "äö😀\n\n\u2028</script>";
const png = readFileSync(new URL("../samples/1-1.png", import.meta.url));
// A WAV of 8 samples, and the first bytes of a WebM.
const wav = Buffer.from("UklGRjQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YRAAAAAAAAAAAAAAAAAAAAAAAAAA", "base64");
const webm = Buffer.from("1a45dfa39f4286810142f7810142f2810442f381084282847765626d", "hex");
const picture = (): File => new File([png], "one.png", { type: "image/png" });
const sound = (): File => new File([wav], "beep.wav", { type: "audio/wav" });
const film = (): File => new File([webm], "film.webm", { type: "video/webm" });

interface Sent {
  readonly url: string;
  readonly orig_name: string;
}

async function bytesAt(file: Sent): Promise<Buffer> {
  return Buffer.from(await (await fetch(file.url)).arrayBuffer());
}

test("plain values go both ways as they are", async () => {
  const values = [text, 1, 2.5, true, ["a", "c"], "b", "c", ["b"], { a: [1, null, "x"] }, "#ff0000", "print(1)"];
  expect(await kitchen.predict("/values", values)).toEqual(values);
});

test("arguments by position, by name and by the number of the function; defaults", async () => {
  const app = await kitchen.connect();
  expect((await app.predict("/repeat", ["ab", 3])).data).toEqual(["ababab"]);
  expect((await app.predict("/repeat", { text, times: 1 })).data).toEqual([text]);
  expect((await app.predict("/repeat", { text: "ab" })).data).toEqual(["abab"]);
  const { id } = app.config!.dependencies.find((one: { api_name: string }) => one.api_name === "repeat")!;
  expect((await app.predict(id, ["ab", 3])).data).toEqual(["ababab"]);
  expect(await kitchen.predict("/nothing", ["a"])).toEqual([]);
});

test.skipIf(isGradio)("a value that was left out at the end is the component's", async () => {
  expect(await kitchen.predict("/repeat", ["ab"])).toEqual(["abab"]);
});

test.skipIf(isGradio)("a value that was left out is what the page begins with, where it begins with one", async () => {
  const begun = [text, 1, 0, false, [], "b", "c", [], "x", "#000000", ""];
  const values = { text, number: 1, one: "b", chosen: "c", data: "x", code: "" };
  expect(await kitchen.predict("/values", values)).toEqual(begun);
  const answer = await fetch(`${kitchen.url}/api/values`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(values),
  });
  expect(Object.values(((await answer.json()) as { data: object }).data)).toEqual(begun);
  const { text: _, ...without } = values;
  await expect(kitchen.predict("/values", without)).rejects.toThrow(/text/);
});

test.skipIf(isGradio)("wrong values are refused with the name of the field", async () => {
  const values = [text, 1, 2.5, true, ["z"], "b", "c", ["b"], {}, "#ff0000", ""];
  const refused = kitchen.predict("/values", values);
  await expect(refused).rejects.toMatchObject({ message: expect.stringContaining('"parameter_name":"some"') });
  await expect(kitchen.predict("/files", [[]])).rejects.toMatchObject({
    message: expect.stringContaining('"message":"files is empty: give it at least 1 item"'),
  });
});

test("what the client knows of the endpoints: names, kinds and Python's types", async () => {
  const api = (await (await kitchen.connect()).view_api()) as unknown as {
    named_endpoints: Record<string, Record<"parameters" | "returns", Record<string, unknown>[]>>;
  };
  const known = (endpoint: string, side: "parameters" | "returns"): unknown[] =>
    // The client adds State to what it was told, hidden.
    api.named_endpoints[endpoint]![side].filter(({ hidden }) => hidden !== true).map(
      ({ parameter_name: name, component, python_type: type }) => [
        ...(side === "parameters" ? [name] : []),
        component,
        (type as { type: string }).type,
      ],
    );
  const choice = "Literal['a', 'b', 'c']";
  expect(known("/values", "parameters")).toEqual([
    ["text", "Textbox", "str"],
    ["number", "Number", "float"],
    ["slider", "Slider", "float"],
    ["on", "Checkbox", "bool"],
    ["some", "Checkboxgroup", `list[${choice}]`],
    ["one", "Radio", choice],
    ["chosen", "Dropdown", choice],
    ["several", "Dropdown", `list[${choice}]`],
    ["data", "Json", "str | float | bool | list | dict"],
    ["color", "Colorpicker", "str"],
    ["code", "Code", "str"],
  ]);
  expect(known("/media", "parameters")).toEqual([
    ["picture", "Image", "filepath"],
    ["sound", "Audio", "filepath"],
    ["video", "Video", "filepath"],
    [
      "gallery",
      "Gallery",
      "list[dict(image: filepath, caption: str | None) | dict(video: filepath, caption: str | None)]",
    ],
  ]);
  expect(known("/sketch", "returns")).toEqual([
    [
      "Imageeditor",
      "dict(background: filepath | None, layers: list[filepath], composite: filepath | None, id: str | None)",
    ],
  ]);
  expect(known("/files", "returns")).toEqual([["File", "list[filepath]"]]);
  expect(known("/shown", "returns")).toEqual([
    ["Markdown", "str"],
    ["Html", "str"],
    ["Highlightedtext", "list[dict(token: str, class_or_confidence: str | float | None)]"],
  ]);
  expect(known("/day", "parameters")).toEqual([["day", "Datetime", "str"]]);
  expect(api.named_endpoints["/repeat"]!.parameters[1]).toMatchObject({
    parameter_has_default: true,
    parameter_default: 2,
  });
  expect(known("/count", "parameters")).toEqual([["text", "Textbox", "str"]]);
});

test("texts and tokens that are only shown", async () => {
  const tokens = [{ token: "hi", class_or_confidence: "word" }];
  expect(await kitchen.predict("/shown", ["hi"])).toEqual(["# hi", "<b>hi</b>", tokens]);
});

test("tables and times", async () => {
  const table = { headers: ["name", "count"], data: [["a", 1]], metadata: null };
  expect(await kitchen.predict("/table", [table])).toEqual([table]);
  expect(await kitchen.predict("/day", ["2024-02-29 12:30:00"])).toEqual(["2024-02-29 12:30:00"]);
});

test("labels come with their scores, the best first", async () => {
  const confidences = [
    { label: "cat", confidence: 0.75 },
    { label: "other", confidence: 0.25 },
  ];
  expect(await kitchen.predict("/best", ["cat"])).toEqual([{ label: "cat", confidences }]);
});

test("5 MB of text go both ways", async () => {
  const long = "é".repeat(2_500_000);
  expect(await kitchen.predict("/repeat", [long, 1])).toEqual([long]);
});

test("several files keep their order and bytes", async () => {
  const given = ["one", "two"].map((name) => new File([name.repeat(1000)], `${name}.txt`));
  const [copies] = (await kitchen.predict("/files", [given])) as [Sent[]];
  const bytes = await Promise.all(copies.map(async (copy) => (await bytesAt(copy)).toString()));
  expect(bytes).toEqual(["one".repeat(1000), "two".repeat(1000)]);
});

test("a file of 20 MB goes both ways unchanged, with all that a client reads of it", async () => {
  const bytes = randomBytes(20_000_000);
  const [copy] = (await kitchen.predict("/file", [new File([bytes], "ä b#%.bin")])) as [Sent];
  expect((await bytesAt(copy)).equals(bytes)).toBe(true);
  expect(Object.keys(copy).toSorted()).toEqual(["is_stream", "meta", "mime_type", "orig_name", "path", "size", "url"]);
  expect(copy).toMatchObject({ size: 20_000_000, is_stream: false, meta: { _type: "gradio.FileData" } });
  const part = await fetch(copy.url, { headers: { range: "bytes=5-8" } });
  expect([part.status, part.headers.get("content-range")]).toEqual([206, "bytes 5-8/20000000"]);
  expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(5, 9));
  const head = await fetch(copy.url, { method: "HEAD" });
  expect(head.headers.get("content-length")).toBe("20000000");
});

test("pictures, sounds, videos and galleries keep their bytes and captions", async () => {
  const gallery = [
    { image: picture(), caption: "one" },
    { video: film(), caption: null },
  ];
  const given = [picture(), sound(), film(), gallery];
  const [image, heard, video, [first, second]] = (await kitchen.predict("/media", given)) as [
    Sent,
    Sent,
    Sent,
    [{ image: Sent; caption: string }, { video: Sent; caption: null }],
  ];
  const files = [image, heard, video, first.image, second.video];
  expect(await Promise.all(files.map(bytesAt))).toEqual([png, wav, webm, png, webm]);
  expect([first.caption, second.caption]).toEqual(["one", null]);
});

test("pictures and sounds that the function reads as numbers", async () => {
  const given = [picture(), sound()];
  const [image, heard, sizes] = (await kitchen.predict("/pixels", given)) as [Sent, Sent, number[]];
  expect(sizes).toEqual([28, 28, 8000, 8]);
  expect((await bytesAt(image)).subarray(1, 4).toString()).toBe("PNG");
  expect((await bytesAt(heard)).subarray(0, 4).toString()).toBe("RIFF");
});

test("a drawing goes both ways in its layers", async () => {
  const drawing = { background: null, layers: [picture(), picture()], composite: picture() };
  const [got] = (await kitchen.predict("/sketch", [drawing])) as [
    { background: null; layers: Sent[]; composite: Sent },
  ];
  expect(got.background).toBeNull();
  expect(got.layers).toHaveLength(2);
  const pictures = await Promise.all([...got.layers, got.composite].map(bytesAt));
  for (const bytes of pictures) expect(bytes.subarray(1, 4).toString()).toBe("PNG");
});

const textPart = (words: string): object => ({ type: "text", text: words });

test("messages of a chat keep their texts and files, and the answer grows", async () => {
  const file = { type: "file", file: picture(), alt_text: "a one" };
  const given = [
    { role: "user", content: [{ type: "text", text: "Hi" }] },
    { role: "user", content: [{ type: "text", text: "Look:" }, file] },
  ];
  type Part = { text?: string; file?: Sent };
  const got: { role: string; content: Part[] }[][] = [];
  for await (const event of (await kitchen.connect()).submit("/talk", [given]))
    if (event.type === "data") got.push(structuredClone(event.data[0]) as never);
  const said = got.map((messages) => messages[2]!.content[0]!.text);
  expect(said).toEqual(["Hel", "Hello.", "Hello."]);
  expect(got.at(-1)).toMatchObject([
    { role: "user", metadata: null, options: null, content: [textPart("Hi")] },
    { role: "user", content: [textPart("Look:"), { type: "file", alt_text: "a one" }] },
    { role: "assistant", content: [textPart("Hello.")] },
  ]);
  expect(await bytesAt(got.at(-1)![1]!.content[1]!.file!)).toEqual(png);
});

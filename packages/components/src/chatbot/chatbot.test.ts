import type { FileData, JsonValue } from "@vitrine/protocol";
import { afterAll, beforeAll, expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import { createTestFiles, type TestFiles } from "../core/test-files.ts";
import { received, sent } from "../core/test-values.ts";
import { Chatbot } from "./chatbot.ts";
import type { ChatMessage } from "./message.ts";

let files: TestFiles;
beforeAll(async () => {
  files = await createTestFiles();
});
afterAll(() => files.remove());

const wire = [
  { role: "user", metadata: null, content: [{ text: "Hello!", type: "text" }], options: null },
  {
    role: "assistant",
    metadata: { title: "Search", id: 1, duration: 1.5, status: "done" },
    content: [
      { text: "a", type: "text" },
      { text: "b", type: "text" },
    ],
    options: [{ value: "yes", label: "Yes!" }],
  },
];

it("hands the function texts, and parts where there are several", () => {
  const messages = received(Chatbot(), wire);
  expect(messages).toEqual([
    { role: "user", content: "Hello!" },
    {
      role: "assistant",
      metadata: { title: "Search", id: 1, durationMs: 1500, status: "done" },
      content: [
        { type: "text", text: "a" },
        { type: "text", text: "b" },
      ],
      options: [{ value: "yes", label: "Yes!" }],
    },
  ]);
  expect(received(Chatbot(), [{ role: "user", content: "plain" }])).toEqual([{ role: "user", content: "plain" }]);
});

it("sends what it received as Gradio's clients read it", async () => {
  expect(await sent(Chatbot(), received(Chatbot(), wire))).toEqual(wire);
});

it("hands files in parts, and sends them", async () => {
  const file = files.send("a.txt", new TextEncoder().encode("hi"), "text/plain");
  const chat = Chatbot()[implementation];
  const content = [{ type: "file", file, alt_text: "A note" }];
  const [message] = (await chat.preprocess([{ role: "user", content }] as never, files.context)) as [ChatMessage];
  expect(message.content).toMatchObject([{ type: "file", file: { name: "a.txt", size: 2 }, altText: "A note" }]);
  const given = [message, { role: "assistant", content: [{ type: "file", file: new TextEncoder().encode("yo") }] }];
  const back = (await chat.postprocess(given, files.context)) as unknown as { content: { file: FileData }[] }[];
  expect(Buffer.from(await files.read(back[0]!.content[0]!.file)).toString()).toBe("hi");
  expect(Buffer.from(await files.read(back[1]!.content[0]!.file)).toString()).toBe("yo");
  expect(chat.fileSlots).toEqual(["/*/content/*/file"]);
});

const give = async (file: unknown): Promise<JsonValue> =>
  Chatbot()[implementation].postprocess([{ role: "assistant", content: [{ type: "file", file }] }], files.context);

it("never takes a text for a path, nor a text that looks like a file for one", async () => {
  await expect(give("/etc/hostname")).rejects.toThrow(/use serverFile\(path\)/);
  const forged = '{"path":"/etc/passwd","meta":{"_type":"gradio.FileData"}}';
  expect(await sent(Chatbot(), [{ role: "assistant", content: forged }])).toMatchObject([
    { content: [{ text: forged, type: "text" }] },
  ]);
});

it("sends messages as they were when given", async () => {
  const given = [{ role: "assistant", content: "a", metadata: { title: "t" } }];
  const wired = sent(Chatbot(), given);
  given[0]!.content = "b";
  given[0]!.metadata.title = "u";
  expect(await wired).toMatchObject([{ content: [{ text: "a" }], metadata: { title: "t" } }]);
});

it.each<[unknown, RegExp]>([
  ["Hello", /a list of messages is needed, got "Hello"/],
  [[["Hello", "Hi"]], /message 0 is \["Hello","Hi"\]: give an object/],
  [[{ role: "bot", content: "" }], /the role of message 0 is "bot": give "user", "assistant" or "system"/],
  [[{ role: "user" }], /the content of message 0 is undefined/],
  [[{ role: "user", content: [{ type: "image" }] }], /a part of message 0 is \{"type":"image"\}/],
  [
    [{ role: "user", content: "", metadata: { duration: 1 } }],
    /the metadata of message 0 has "duration": it may have .*durationMs/,
  ],
  [[{ role: "user", content: "", options: ["yes"] }], /an option of message 0 is "yes"/],
])("refuses %j", async (given, message) => {
  await expect(async () => sent(Chatbot(), given)).rejects.toThrow(TypeError);
  await expect(async () => sent(Chatbot(), given)).rejects.toThrow(message);
});

it("starts empty, and refuses an initial value at once", () => {
  expect(Chatbot()[implementation].pageDefault).toEqual([]);
  expect(() => Chatbot({ value: [{ role: "bot" as never, content: "" }] })).toThrow(/the initial value cannot be used/);
});

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folder, isGradio, startKitchen, type Kitchen } from "./kitchen-server.ts";
import { isPythonMissing, pythonWithClient } from "./python-client.ts";

const run = promisify(execFile);
const rounds = process.env["VITRINE_TEST_ALL"] === undefined ? "3" : "20";
let kitchen: Kitchen;
let told: Map<string, unknown>;

beforeAll(async () => {
  if (isPythonMissing) return;
  kitchen = await startKitchen();
  const { stdout } = await run(await pythonWithClient(), ["client.py", kitchen.url, rounds], { cwd: folder });
  const lines = stdout.split("\n").filter((line) => line.startsWith("["));
  told = new Map(lines.map((line) => JSON.parse(line) as [string, unknown]));
});

afterAll(async () => {
  await kitchen?.stop();
});

const steps = [[[1], [2], [3]], [[1], [2]], { a: [1, 2], b: "x" }, { b: "xy" }, null, 0, [], { c: "äö😀" }];
const shapes = [[[1], [2], [3]], [[1], [3]], [1, true], [true, 1], { a: 0 }, { a: false }, "", "1"];
const rows = [
  [["a", 1]],
  [
    ["a", 1],
    ["b", 2],
    ["c", 3],
  ],
  [["a", "1"]],
  [
    ["a", true],
    ["b", null],
  ],
];
const confidences = [
  { label: "cat", confidence: 0.75 },
  { label: "other", confidence: 0.25 },
];
const types = ["str", "int", "float", "bool", "list", "str", "str", "list", "dict", "str", "str"];

test.skipIf(isPythonMissing).each<[string, unknown]>([
  ["values", [true, types]],
  ["arguments", ["ababab", true, "abab", "ababab"]],
  ["view", [["/unqueued"], ["text"], true, true]],
  ["shown", [["# hi", "<b>hi</b>", [{ token: "hi", class_or_confidence: "word" }]], { label: "cat", confidences }, []]],
  ["tables and times", [true, "2024-02-29 12:30:00"]],
  ["long text", true],
  ["file", [true, "ä b#.bin"]],
  [
    "files",
    [
      ["one.txt", 3000],
      ["two.txt", 3000],
    ],
  ],
  ["media", [true, "one", null]],
  ["pixels", ["PNG", "RIFF", [28, 28, 8000, 8]]],
  ["sketch", [null, ["PNG", "PNG", "PNG"]]],
  ["chat", [["Hel", "Hello."], "Look:", "a one", true]],
  ["grow", true],
  ["steps", steps],
  ["rows", rows.map((data, index) => [data, `${index}`, index % 2 === 0 ? null : { index }])],
  [
    "told",
    [
      [
        ["hello", "info"],
        ["beware", "warning"],
        ["well done", "success"],
      ],
      [
        [1, 3, "files", null, "half"],
        [null, null, "steps", 0.5, null],
      ],
    ],
  ],
  ["errors", ["This is bad.", "Bad", 3, false, ["so far"], "This is bad."]],
  ["state", ["a0", "b1", "c2", "a0"]],
  ["visibility", ["a", "a", "ValueError"]],
  ["batch", [true, [1, 4, 3]]],
  ["limits", [true, { alone: 1, shared: 2 }]],
  ["full queue", [true, "QueueError", "py-full!", false]],
  [
    "positions",
    [
      ["PROCESSING", "IN_QUEUE", "IN_QUEUE"],
      [0, 1],
      ["py-first!", "py-second!", "py-third!"],
    ],
  ],
  ["shared session", [["a", "b"], "c", "py-shared!", "d"]],
  ["cancel running", [true, "py-beside!", true]],
  ["crowd", 0],
  ["processes that end", ["aa\n", "['a', 'ab', 'abc']\n"]],
  ["vanished", true],
])("Gradio's Python client, unchanged: %s", (name, expected) => {
  expect(told.get(name)).toEqual(expected);
});

// Gradio does these in another way; see README.md.
test.skipIf(isPythonMissing || isGradio).each<[string, unknown]>([
  ["shapes", shapes],
  ["cancel waiting", [true, ["py-before!", "py-after!"], false]],
  ["left out", ["a", 1, 0, false, [], "b", "c", [], "x", "#000000", ""]],
  [
    "refusals",
    [
      "1 parameter(s) failed validation:\n- data: /repeat takes 2 values, got 4. Leave the last ones out.",
      '1 parameter(s) failed validation:\n- times: times must be a number, got "b"',
      '1 parameter(s) failed validation:\n- data: Send "data": a list with one value for each input.',
    ],
  ],
])("the Python client where Gradio itself fails: %s", (name, expected) => {
  expect(told.get(name)).toEqual(expected);
});

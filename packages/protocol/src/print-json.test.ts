import { array, assert, integer, jsonValue, property } from "fast-check";
import { expect, test } from "vitest";
import { printJson } from "./print-json.ts";

test.each([
  ["a whole pair", "😀", "😀"],
  ["the first half", "a\ud83d", "a\ufffd"],
  ["the second half", "\ude00b", "\ufffdb"],
  ["halves in the wrong order", "\ude00\ud83d", "\ufffd\ufffd"],
  ["half a pair before a whole one", "\ud83d😀", "\ufffd😀"],
  ["words that look like an escape", String.raw`\ud83d \\ud83d`, String.raw`\ud83d \\ud83d`],
  ["half a pair after a backslash", `\\\ud83d\\`, `\\\ufffd\\`],
])("%s", (_, text, told) => {
  expect(JSON.parse(printJson([text, { [text]: text }]))).toEqual([told, { [told]: told }]);
});

test("texts are told as UTF-8 tells them, and everything else as it is", () => {
  assert(
    property(
      array(integer({ min: 0xd7fe, max: 0xe001 })).map((units) => String.fromCharCode(...units)),
      (text) => {
        expect(JSON.parse(printJson(text))).toBe(
          new TextDecoder("utf8", { ignoreBOM: true }).decode(new TextEncoder().encode(text)),
        );
      },
    ),
    { numRuns: 100 },
  );
  assert(
    property(jsonValue(), (value) => {
      expect(printJson(value as never)).toBe(JSON.stringify(value));
    }),
    { numRuns: 100 },
  );
});

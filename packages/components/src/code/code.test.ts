import { expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import { received, sent } from "../core/test-values.ts";
import { Code } from "./code.ts";

it("hands the text through both ways, as it is", () => {
  const text = 'if (a < b) {\n\treturn "</code>";\r\n}\n';
  expect(received(Code(), text)).toBe(text);
  expect(sent(Code(), text)).toBe(text);
});

it("refuses what is no text and options that cannot be", () => {
  expect(() => sent(Code(), ["a"])).toThrow(/a text is needed, got \["a"\]/);
  expect(() => Code({ language: "cobol" as never })).toThrow(/language must be one of python, c, .*, got "cobol"/);
  expect(() => Code({ lines: 9, maxLines: 3 })).toThrow("Code: maxLines must be at least lines (9), got 3.");
});

it("tells the page its options by Gradio's names", () => {
  expect(Code({ language: "typescript", wrapLines: true })[implementation].wireProps).toEqual({
    language: "typescript",
    lines: 5,
    max_lines: null,
    wrap_lines: true,
    show_line_numbers: true,
  });
});

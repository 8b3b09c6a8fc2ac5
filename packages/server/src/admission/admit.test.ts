import { Chatbot, ColorPicker, DateTime, implementation } from "@vitrine/components";
import type { JsonValue } from "@vitrine/protocol";
import { describe, expect, test } from "vitest";
import type { StoredFile } from "../files/stored-file.ts";
import { createAdmission } from "./admit.ts";
import { describeTestApp } from "../serve/test-app.ts";

const file: StoredFile = {
  ref: "0".repeat(32) + "/a.txt",
  location: "/x",
  hash: "h",
  name: "a.txt",
  size: 3,
  type: "text/plain",
};
const admit = createAdmission(describeTestApp(), (reference) => (reference === file.ref ? file : undefined));
const beyond = "holds a number that is too large for a computer: send it as a text";
const meta = { _type: "gradio.FileData" };

test("what was left out is filled in: defaults, empty optional values, State", () => {
  expect(admit(3, ["a"])).toMatchObject({ ok: true, data: ["a", 3, null, null] });
  expect(admit(3, ["a", null, { any: 1 }, "forged"])).toMatchObject({ ok: true, data: ["a", 3, { any: 1 }, null] });
});

describe("refused with the name, the value and the remedy", () => {
  const cases: [string, number, Parameters<typeof admit>[1], string][] = [
    ["missing", 1, [], "text is missing: give it a value."],
    ["null", 1, [null], "text is missing: give it a value."],
    ["too large", 3, ["a", 11], "steps must be at most 10, got 11."],
    ["too small", 3, ["a", 0.5], "steps must be at least 1, got 0.5."],
    ["of the wrong type", 3, [1, "many"], 'text must be a text, got 1; steps must be a number, got "many".'],
    ["beyond all numbers", 3, ["a", Infinity], `steps ${beyond}.`],
    ["beyond all numbers, inside", 3, ["a", 3, { list: [1, { deep: -Infinity }] }], `extra ${beyond}.`],
    ["too many", 1, ["a", "b"], "/predict takes 1 values, got 2. Leave the last ones out."],
    ["no function", 7, [], "This app has no function 7. Load the page again."],
  ];
  test.each(cases)("%s", (_, fn, data, message) => {
    expect(admit(fn, data)).toMatchObject({ ok: false, error: { message } });
  });

  const inline =
    "which is not taken here: send the file in a form (multipart/form-data), or upload it and send what the upload answered.";
  test.each([
    ["data:image/png;base64,AAAA", "a data: address"],
    [{ path: "data:image/png;base64,AAAA", meta }, "a data: address"],
    [{ url: "DATA:image/png;base64,AAAA" }, "a data: address"],
    [{ path: null, url: "data:,a", meta }, "a data: address"],
    [{ path: "A".repeat(5000), meta }, "a text of 5000 characters"],
    ["A".repeat(5000), "a text of 5000 characters"],
  ])("a file itself in its place", (value, what) => {
    expect(admit(2, [value])).toMatchObject({ error: { message: `file holds the file itself (${what}), ${inline}` } });
  });

  test("what has another form, told by that form", () => {
    const [day, colour, chat] = [DateTime(), ColorPicker(), Chatbot()].map((component, index) => ({
      ...describeTestApp().components[0]!,
      id: index + 90,
      api_info: component[implementation].schema,
      fileSlots: component[implementation].fileSlots,
      hasDefault: false,
    }));
    const components = [day!, colour!, chat!];
    const inputs = components.map(({ id }) => id);
    const inputNames = ["day", "colour", "chat"];
    const fn = { ...describeTestApp().functions[0]!, inputs, inputNames, outputs: [] };
    const check = createAdmission({ ...describeTestApp(), components, functions: [fn] }, () => undefined);
    const messages = (values: JsonValue[]): string[] => {
      const admission = check(fn.id, values);
      return admission.ok ? [] : (admission.error.fields ?? []).map(({ message }) => message);
    };
    const right = ["2024-06-01 12:00:00", "#123456", []];
    expect(messages(right)).toEqual([]);
    expect(messages(["2024-06-01T12:00:00Z", "red", [{ role: "tool", content: "x" }]])).toEqual([
      'day must be formatted as YYYY-MM-DD HH:MM:SS, got "2024-06-01T12:00:00Z"',
      'colour must be formatted as #rrggbb, got "red"',
      'chat is wrong at 0/role: it must be one of "user", "assistant", "system", got "tool"',
    ]);
  });

  test("a failed upload and an unknown file", () => {
    expect(admit(2, [{}])).toMatchObject({
      ok: false,
      error: { fields: [{ message: expect.stringMatching(/upload failed. Upload the file/) }] },
    });
    const unknown = { path: "/etc/passwd", meta };
    expect(admit(2, [unknown])).toMatchObject({
      error: { message: 'file refers to the file "/etc/passwd", which is not here (any more): upload it again.' },
    });
  });
});

test("a file slot gets the store's word about the file, not the caller's", () => {
  const admission = admit(2, [{ path: file.ref, meta, size: 99, url: "http://evil.test/", mime_type: "text/html" }]);
  expect(admission).toMatchObject({ ok: true, data: [{ path: file.ref, size: 3, mime_type: "text/plain" }] });
  expect(JSON.stringify(admission)).not.toContain("evil");
  expect(admission).toMatchObject({ files: { [file.ref]: file } });
});

test("a look-alike outside file slots is plain data", () => {
  const data = { path: "/etc/passwd", meta };
  expect(admit(3, ["a", 3, data])).toMatchObject({ ok: true, data: ["a", 3, data, null], files: {} });
});

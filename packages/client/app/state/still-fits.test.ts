import type { ComponentConfig, JsonObject, JsonValue } from "@vitrine/protocol";
import { describe, expect, test } from "vitest";
import { passes, stillFits } from "./still-fits.ts";
import type { SavedInput } from "./saved.ts";

function saved(name: string, value: JsonValue, more: Partial<SavedInput> = {}): SavedInput {
  return { id: 9, type: "textbox", name, label: name, isChanged: true, value, ...more };
}

function input(id: number, name: string, api_info: JsonObject = { type: "string" }, type = "textbox"): ComponentConfig {
  return { id, type, props: { name, label: name }, skip_api: false, api_info };
}

const labelled = (id: number, label: string) => ({ ...input(id, "text"), props: { name: "text", label } });

describe("inputs of an app that changed", () => {
  test("are filled in by name and kind, wherever they stand now", () => {
    const before = [saved("prompt", "a fox"), saved("steps", 3, { type: "slider" }), saved("gone", "x")];
    const range = { type: "number", minimum: 1, maximum: 5 };
    const now = [input(1, "added"), input(2, "steps", range, "slider"), input(3, "prompt")];
    expect(stillFits(before, now)).toEqual({ 2: 3, 3: "a fox" });
  });

  test("are left alone where the kind is another, the value no more allowed, never given or a file of the old server", () => {
    const file = { path: "a/b.txt", meta: { _type: "gradio.FileData" } };
    const before = [
      saved("kind", "1", { type: "number" }),
      saved("value", 8, { type: "slider" }),
      saved("untouched", "default", { isChanged: false }),
      saved("file", [file], { type: "file" }),
    ];
    const now = [
      input(1, "kind"),
      input(2, "value", { type: "number", maximum: 5 }, "slider"),
      input(3, "untouched"),
      input(4, "file", { type: "array", items: { type: "object" } }, "file"),
    ];
    expect(stillFits(before, now)).toEqual({});
  });

  test("that nobody named count by their label, as their number is their place", () => {
    const before = [saved("param_0", "a fox", { label: "Prompt" })];
    const moved = { ...input(2, "param_1"), props: { name: "param_1", label: "Prompt" } };
    const other = { ...input(1, "param_0"), props: { name: "param_0", label: "Style" } };
    expect(stillFits(before, [other, moved])).toEqual({});
    const same = { ...other, props: { name: "param_0", label: "Prompt" } };
    expect(stillFits(before, [same])).toEqual({ 1: "a fox" });
  });

  test("of one name in several places are told apart by their labels, or left alone", () => {
    const before = [saved("text", "one", { label: "First" }), saved("text", "two", { label: "Second" })];
    expect(stillFits(before, [labelled(1, "Second"), labelled(2, "Third")])).toEqual({ 1: "two" });
  });
});

test.each<[JsonObject, JsonValue[], JsonValue[]]>([
  [{ type: "string", maxLength: 2, minLength: 1 }, ["a", "😀😀"], ["", "abc", 1, null]],
  [{ type: "number", minimum: 1, maximum: 5 }, [1, 4.5], [0, 6, "1"]],
  [{ enum: ["a", 1] }, ["a", 1], ["1", "b"]],
  [{ anyOf: [{ const: "a" }, { type: "integer" }] }, ["a", 2], [2.5, "b"]],
  [{ type: "array", items: { type: "string" }, minItems: 1, maxItems: 2 }, [["a"]], [[], [1], ["a", "b", "c"], "a"]],
  [{ type: "object", required: ["a"], properties: { a: { type: "boolean" } } }, [{ a: true }], [{}, { a: 1 }, [true]]],
  [{ type: "string", pattern: "^#[0-9a-f]{6}$" }, ["#00ff00"], ["red"]],
  [{ type: ["string", "null"] }, ["a", null], [1]],
  [{}, ["a", 1, null, { any: [] }], []],
])("values against %j", (schema, right, wrong) => {
  expect(right.filter((value) => !passes(value, schema))).toEqual([]);
  expect(wrong.filter((value) => passes(value, schema))).toEqual([]);
});

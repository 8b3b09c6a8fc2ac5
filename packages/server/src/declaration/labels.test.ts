import { expect, it } from "vitest";
import { labelOf } from "./labels.ts";

it.each([
  ["prompt_text", "Prompt text"],
  ["promptText", "Prompt text"],
  ["topK", "Top K"],
  ["userID", "User ID"],
  ["URL", "URL"],
  ["x", "X"],
  ["_hidden_", "Hidden"],
  ["top5", "Top5"],
])("reads the name %s as %s", (name, label) => {
  expect(labelOf({ label: undefined, name, kind: "textbox" })).toBe(label);
});

it("prefers the author's words, and falls back to what the component holds", () => {
  expect(labelOf({ label: "My text", name: "text", kind: "textbox" })).toBe("My text");
  expect(labelOf({ label: "", name: "text", kind: "textbox" })).toBe("");
  expect(labelOf({ label: undefined, name: null, kind: "sketchpad" })).toBe("Drawing");
  expect(labelOf({ label: undefined, name: "__", kind: "slider" })).toBe("Number");
  expect(labelOf({ label: undefined, name: null, kind: "constructor" })).toBe("Constructor");
});

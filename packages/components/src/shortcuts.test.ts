import { expect, it } from "vitest";
import { Textbox } from "./textbox/textbox.ts";
import { resolvePort, shortcuts } from "./shortcuts.ts";

it("makes a new component for each use of a word", () => {
  expect(resolvePort("text").kind).toBe("textbox");
  expect(resolvePort("number").kind).toBe("number");
  expect(resolvePort("text")).not.toBe(resolvePort("text"));
  expect(Object.values(shortcuts).map((make) => make().kind)).toEqual(
    expect.arrayContaining(["slider", "checkbox", "image", "sketchpad", "file", "label", "json"]),
  );
});

it("leaves a component as it is", () => {
  const name = Textbox({ name: "name" });
  expect(resolvePort(name)).toBe(name);
});

it("lists the words where one is unknown, and says what a word cannot give", () => {
  expect(() => resolvePort("txt" as never)).toThrow(/^there is no component "txt"; the words are "text", /);
  expect(() => resolvePort("toString" as never)).toThrow(/there is no component "toString"/);
  expect(() => resolvePort("radio" as never)).toThrow(/"radio" needs choices/);
});

import { expect, test } from "vitest";
import { implementation } from "../core/component.ts";
import { noFiles } from "../core/test-values.ts";
import { Button } from "./button.ts";

test("it says its text, which is also its value", () => {
  const half = Button("Greet")[implementation];
  expect(half.initial).toBe("Greet");
  expect(half.preprocess("Greet", noFiles)).toBe("Greet");
  expect(Button()[implementation].initial).toBe("Run");
  expect(Button("Go").click).toEqual({ kind: "trigger", event: "click" });
});

test("what it cannot be is refused", () => {
  expect(() => Button(3 as never)).toThrow(/^Button: its words come first.*3/);
  expect(() => Button("Go", { variant: "huge" as never })).toThrow(/^Button: variant .*"primary".*"huge"/);
});

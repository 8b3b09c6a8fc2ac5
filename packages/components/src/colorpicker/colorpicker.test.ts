import { expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import { received, sent } from "../core/test-values.ts";
import { ColorPicker } from "./colorpicker.ts";

it("hands the function one form of every colour", () => {
  expect(received(ColorPicker(), "#1E90FF")).toBe("#1e90ff");
  expect(received(ColorPicker(), "#fA0")).toBe("#ffaa00");
  expect(sent(ColorPicker(), "#ABC")).toBe("#aabbcc");
});

it.each([["red"], ["#12"], ["#12345g"], ["#ff0000;background:url(x)"], ["#1234567"], [0xff0000], [null]])(
  "refuses %j",
  (given) => {
    expect(() => sent(ColorPicker(), given)).toThrow(
      /a colour "#rrggbb" is needed, got .*: give for example "#1e90ff"/,
    );
  },
);

it("is asked for by a pattern, and starts black as the page shows it", () => {
  const { schema, pageDefault, initial } = ColorPicker()[implementation];
  expect(new RegExp((schema as { pattern: string }).pattern).test("#00ff00")).toBe(true);
  expect(new RegExp((schema as { pattern: string }).pattern).test("rgba(0, 0, 0, 1)")).toBe(false);
  expect([pageDefault, initial]).toEqual(["#000000", undefined]);
  expect(() => ColorPicker({ value: "blue" })).toThrow(/the initial value cannot be used: a colour/);
});

import { expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import { received, sent } from "../core/test-values.ts";
import { Numberbox } from "./number.ts";

it("hands numbers through both ways, rounded to the precision", () => {
  expect(received(Numberbox(), 1.5)).toBe(1.5);
  expect(received(Numberbox({ precision: 0 }), 1.6)).toBe(2);
  expect(sent(Numberbox({ precision: 2 }), 1 / 3)).toBe(0.33);
});

it("shows a result outside the range that inputs have", () => {
  expect(sent(Numberbox({ max: 1 }), 7)).toBe(7);
});

it.each([["1"], [Number.NaN], [Infinity], [1n], [null]])("refuses %s, given for a number", (given) => {
  expect(() => sent(Numberbox(), given)).toThrow(TypeError);
  expect(() => sent(Numberbox(), given)).toThrow(/a finite number is needed/);
});

it("tells the gateway the range", () => {
  expect(Numberbox()[implementation].schema).toEqual({ type: "number" });
  expect(Numberbox({ min: -1, max: 1 })[implementation].schema).toEqual({ type: "number", minimum: -1, maximum: 1 });
  expect(Numberbox({ min: -1, step: 0.5 })[implementation].wireProps).toMatchObject({
    minimum: -1,
    maximum: null,
    step: 0.5,
  });
});

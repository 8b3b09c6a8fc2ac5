import { expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import { received, sent } from "../core/test-values.ts";
import { Slider } from "./slider.ts";

it("hands numbers through both ways, between steps too", () => {
  const slider = Slider({ min: 1, max: 10, step: 1 });
  expect(received(slider, 3)).toBe(3);
  expect(received(slider, 2.5)).toBe(2.5);
  expect(sent(slider, 10)).toBe(10);
});

it.each([
  [11, /11 is above max \(10\): give at most 10/],
  [0, /0 is below min \(1\): give at least 1/],
  ["3", /a finite number is needed, got "3"/],
  [Number.NaN, /a finite number is needed, got NaN/],
])("refuses %s, given for 1 to 10", (given, message) => {
  expect(() => sent(Slider({ min: 1, max: 10 }), given)).toThrow(TypeError);
  expect(() => sent(Slider({ min: 1, max: 10 }), given)).toThrow(message);
});

it("tells the gateway the range, and the page where it starts", () => {
  const half = Slider({ min: 1, max: 10, step: 1 })[implementation];
  expect(half.schema).toMatchObject({ type: "number", minimum: 1, maximum: 10 });
  expect(half.wireProps).toEqual({ minimum: 1, maximum: 10, step: 1 });
  expect(half.pageDefault).toBe(1);
});

it.each([
  [0, 100, 1],
  [0, 1, 0.01],
  [1, 10, 0.01],
  [0, 1_000_000, 10_000],
])("cuts %d to %d into steps of %d where none is given", (min, max, step) => {
  expect(Slider({ min, max })[implementation].wireProps["step"]).toBe(step);
});

it.each([
  [0, 1_000_000, 123_456, 1],
  [0, 1_000_000, 120_000, 10_000],
  [0.25, 1, 0.5, 0.001],
  [0, 1, 1 / 3, null],
])("cuts %d to %d with a value of %d into steps of %s, so that the value is on one", (min, max, value, step) => {
  expect(Slider({ min, max, value })[implementation].wireProps["step"]).toBe(step);
});

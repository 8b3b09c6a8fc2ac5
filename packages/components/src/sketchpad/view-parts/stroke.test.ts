import { expect, test } from "vitest";
import { addPoint, judgePointer, strokePath } from "./stroke.ts";

test("a line runs from the first point to the last, rounding the ones between", () => {
  expect(strokePath([])).toBe("");
  expect(strokePath([5, 6])).toBe("M5 6h.01");
  expect(strokePath([0, 0, 10, 0])).toBe("M0 0L5 0L10 0");
  expect(strokePath([0, 0, 10, 0, 10, 10])).toBe("M0 0L5 0Q10 0 10 5L10 10");
  expect(strokePath([0, 0, 1 / 3, 0])).toBe("M0 0L0.17 0L0.33 0");
});

test("a resting hand adds no points", () => {
  const points: number[] = [];
  addPoint(points, 10, 10, 2);
  addPoint(points, 11, 11, 2);
  addPoint(points, 12, 12, 2);
  expect(points).toEqual([10, 10, 12, 12]);
});

test("one pointer draws at a time, and a pen drives out the palm", () => {
  expect(judgePointer(null, "touch")).toBe("draw");
  expect(judgePointer("touch", "pen")).toBe("replace");
  expect(judgePointer("pen", "touch")).toBe("ignore");
  expect(judgePointer("touch", "touch")).toBe("ignore");
  expect(judgePointer("mouse", "touch")).toBe("ignore");
});

import { expect, it } from "vitest";
import { ByteBudget } from "./byte-budget.ts";

it("takes as much as there is, of one owner no more than its share, and gives back", () => {
  const budget = new ByteBudget(100, 0.5);
  expect(budget.take(50, "a")).toBe(true);
  expect(budget.take(1, "a")).toBe(false);
  expect(budget.take(40, "b")).toBe(true);
  expect(budget.take(20)).toBe(false);
  expect(budget.take(10)).toBe(true);
  budget.free(50, "a");
  expect(budget.take(50, "c")).toBe(true);
  expect(budget.taken).toBe(100);
});

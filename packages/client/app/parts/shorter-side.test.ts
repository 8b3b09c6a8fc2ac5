import { expect, test } from "vitest";
import { chooseShorter } from "./shorter-side.ts";

test("the side with less in it is chosen, and keeps its part until it is clearly longer than the other", () => {
  expect(chooseShorter([300, 900], -1)).toBe(0);
  expect(chooseShorter([900, 300], 0)).toBe(1);
  expect(chooseShorter([1_050, 1_000], 0)).toBe(0);
  expect(chooseShorter([1_200, 1_000], 0)).toBe(1);
});

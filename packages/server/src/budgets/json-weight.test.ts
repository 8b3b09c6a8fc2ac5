import { expect, it } from "vitest";
import { jsonWeight } from "./json-weight.ts";

it("weighs no less than the text, for texts, numbers and objects, however deep", () => {
  const texts = ["x".repeat(1000), "y".repeat(1000)];
  expect(jsonWeight(texts)).toBeGreaterThan(2000);
  const rows = Array.from({ length: 100 }, (_, a) => ({ a, b: [null, true] }));
  expect(jsonWeight(rows)).toBeGreaterThan(JSON.stringify(rows).length);
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level += 1) deep = [deep];
  expect(jsonWeight(deep as never)).toBeGreaterThan(100_000);
});

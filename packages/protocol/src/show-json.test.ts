import { assert, integer, jsonValue, property } from "fast-check";
import { expect, test } from "vitest";
import { showJson } from "./show-json.ts";

test("is the beginning of the JSON", () => {
  assert(
    property(jsonValue(), integer({ min: 2, max: 80 }), (given, longest) => {
      const whole = JSON.stringify(given);
      expect(showJson(given, longest)).toBe(whole.length > longest ? `${whole.slice(0, longest - 1)}…` : whole);
    }),
    { numRuns: 500, seed: 3 },
  );
});

test.each<[unknown, string]>([
  [undefined, "null"],
  [{ a: undefined, b: 1 }, '{"b":1}'],
  [[undefined, 1], "[null,1]"],
  [new Date(0), '"1970-01-01T00:00:00.000Z"'],
  [{ at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
])("shows %o", (given, shown) => {
  expect(showJson(given, 60)).toBe(shown);
});

test("looks no further than it shows", () => {
  let read = 0;
  const list = new Proxy(
    Array.from({ length: 1_000 }, () => 1),
    { get: (items, key) => (read++, Reflect.get(items, key) as unknown) },
  );
  expect(showJson([list], 10)).toBe("[[1,1,1,1…");
  expect(read).toBeLessThan(20);
  const ring: unknown[] = [];
  ring.push(ring);
  expect(showJson(ring, 10)).toBe("[[[[[[[[[…");
});

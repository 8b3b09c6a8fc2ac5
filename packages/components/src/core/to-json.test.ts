import { expect, it } from "vitest";
import { toJson } from "./to-json.ts";

it("copies what JSON holds, as JSON.stringify would", () => {
  class Point {
    readonly x = 1;
    readonly hidden = undefined;
  }
  const shared = { a: [1, "two", null, true] };
  const value = { shared, again: shared, when: new Date(0), point: new Point() };
  expect(toJson(value)).toEqual({
    shared: { a: [1, "two", null, true] },
    again: { a: [1, "two", null, true] },
    when: "1970-01-01T00:00:00.000Z",
    point: { x: 1 },
  });
  expect(JSON.stringify(toJson(value))).toBe(JSON.stringify(value));
});

it("keeps a key named __proto__ a plain key", () => {
  const copied = toJson(JSON.parse('{"__proto__": {"polluted": true}}')) as object;
  expect(Object.keys(copied)).toEqual(["__proto__"]);
  expect("polluted" in copied).toBe(false);
  expect("polluted" in {}).toBe(false);
});

const cycle: Record<string, unknown> = {};
cycle["self"] = { inner: cycle };
let deep: unknown = 1;
for (let level = 0; level < 5_000; level++) deep = [deep];

it.each<[string, unknown, RegExp]>([
  ["a bigint", { id: 12n }, /the value at \.id is 12n, .*: use Number\(value\) or String\(value\)/],
  ["a function", [() => 1], /the value at \[0\] is a function/],
  ["a symbol", Symbol("x"), /the value is a symbol/],
  ["NaN", { scores: [1, Number.NaN] }, /the value at \.scores\[1\] is NaN/],
  ["Infinity", -Infinity, /the value is -Infinity/],
  ["undefined in a list", [1, undefined], /the value at \[1\] is undefined/],
  ["a hole in a list", Array(2), /the value at \[0\] is undefined/],
  ["undefined alone", undefined, /the value is undefined/],
  ["a Map", { m: new Map() }, /is a Map, .*Object\.fromEntries\(map\)/],
  ["a Set", new Set(), /is a Set, .*Array\.from/],
  ["a typed array", new Float32Array(2), /is a Float32Array, .*Array\.from/],
  ["a cycle", cycle, /the value at \.self\.inner holds itself/],
  ["a deep nest", deep, /is nested more than 200 deep/],
])("refuses %s", (_what, value, message) => {
  expect(() => toJson(value)).toThrow(TypeError);
  expect(() => toJson(value)).toThrow(message);
});

import { assert, jsonValue, property, string as text } from "fast-check";
import { describe, expect, it } from "vitest";
import { applyDiff } from "./apply-diff.ts";
import { makeDiff, type Edit } from "./diff.ts";
import type { JsonValue } from "./json.ts";
import { printJson } from "./print-json.ts";

// JSON knows no minus zero.
const json = jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as JsonValue);

function roundTrip(old: JsonValue, next: JsonValue): JsonValue {
  return applyDiff(old, JSON.parse(JSON.stringify(makeDiff(old, next))) as Edit[]);
}

function nested(inside: JsonValue): JsonValue {
  let value = inside;
  for (let level = 0; level < 100_000; level++) value = [value];
  return value;
}

const long = "x".repeat(500);

describe("makeDiff", () => {
  it("finds nothing in equal values", () => {
    expect(makeDiff({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toEqual([]);
  });

  it("appends to text that goes on, and replaces other text", () => {
    expect(makeDiff("Hello", "Hello world")).toEqual([["append", [], " world"]]);
    expect(makeDiff("Hello", "Help")).toEqual([["replace", [], "Help"]]);
  });

  it("names the place of a change inside lists and objects", () => {
    const old = [
      { role: "user", content: long },
      { role: "assistant", content: "I" },
    ];
    const next = [
      { role: "user", content: long },
      { role: "assistant", content: "I am" },
    ];
    expect(makeDiff(old, next)).toEqual([["append", [1, "content"], " am"]]);
  });

  it("tells 1 from true and 0 from false", () => {
    expect(makeDiff([1, false, long], [true, 0, long])).toEqual([
      ["replace", [0], true],
      ["replace", [1], 0],
    ]);
  });

  it("deletes from the highest index down, so that lists beside each other may shrink together", () => {
    expect(
      makeDiff(
        [
          [long, 3],
          [long, 4, 5],
        ],
        [[long], [long]],
      ),
    ).toEqual([
      ["delete", [0, 1], null],
      ["delete", [1, 2], null],
      ["delete", [1, 1], null],
    ]);
  });

  it("adds keys and items and deletes keys", () => {
    expect(makeDiff({ gone: 1, list: [long] }, { list: [long, 2], come: 3 })).toEqual([
      ["delete", ["gone"], null],
      ["add", ["list", 1], 2],
      ["add", ["come"], 3],
    ]);
  });

  it("replaces the whole where single edits would be more text than the value", () => {
    const old = Array.from({ length: 1000 }, (_, index) => index);
    const next = old.map((item) => item + 1);
    expect(makeDiff(old, next)).toEqual([["replace", [], next]]);
  });

  it("replaces a text that goes on within a character, of which it had half", () => {
    expect(makeDiff("a\ud83d", "a😀b")).toEqual([["replace", [], "a😀b"]]);
    expect(makeDiff([long, "\ud83d"], [long, "\ud83dx"])).toEqual([["replace", [1], "\ud83dx"]]);
    expect(makeDiff("a😀", "a😀b")).toEqual([["append", [], "b"]]);
  });

  it("stops as soon as the edits weigh more than the whole", () => {
    const count = 30_000;
    let read = 0;
    const old = new Proxy(
      Array.from({ length: count }, (_, index) => index),
      {
        get: (list, key) => (typeof key === "string" && key !== "length" && read++, Reflect.get(list, key) as unknown),
      },
    );
    const next = Array.from({ length: count }, (_, index) => -index - 1);
    expect(makeDiff(old, next)).toEqual([["replace", [], next]]);
    expect(read).toBeLessThan(count / 3);
  });

  it("survives values that are nested a hundred thousand levels deep", () => {
    expect(makeDiff(nested(1), nested(2))).toHaveLength(1);
  });
});

describe("applyDiff", () => {
  it("leaves its input as it was and shares what no edit touched", () => {
    const old = { kept: { a: 1 }, list: [1, 2, 3] };
    const before = structuredClone(old);
    const next = applyDiff(old, [
      ["delete", ["list", 0], null],
      ["add", ["list", 2], 4],
    ]) as typeof old;
    expect(next).toEqual({ kept: { a: 1 }, list: [2, 3, 4] });
    expect(old).toEqual(before);
    expect(next.kept).toBe(old.kept);
  });

  it("leaves the value of an edit as it was, too", () => {
    const added = { a: 1 };
    expect(
      applyDiff({}, [
        ["add", ["x"], added],
        ["replace", ["x", "a"], 2],
      ]),
    ).toEqual({ x: { a: 2 } });
    expect(added).toEqual({ a: 1 });
  });

  it.each<[string, JsonValue, Edit]>([
    ["a key that is not there", {}, ["append", ["a"], "x"]],
    ["an index past the end", [1], ["replace", [1], 2]],
    ["a hole in a list", [1], ["add", [3], 2]],
    ["text behind a number", 1, ["append", [], "x"]],
    ["a part of no container", "text", ["replace", ["length"], 0]],
    ["the deletion of everything", 1, ["delete", [], null]],
    ["an unknown operation", 1, ["swap", [], 1] as unknown as Edit],
    ["the prototype of an object", {}, ["add", ["__proto__", "polluted"], true]],
    ["the constructor of an object", {}, ["add", ["constructor", "prototype"], true]],
  ])("refuses %s", (_, value, edit) => {
    expect(() => applyDiff(value, [edit])).toThrow(TypeError);
  });

  it("keeps hostile keys as plain data", () => {
    const old = JSON.parse('{"a":1}') as JsonValue;
    const next = JSON.parse('{"a":1,"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
    const result = applyDiff(old, [
      ["add", ["__proto__"], { polluted: false }],
      ["replace", ["__proto__", "polluted"], true],
      ["add", ["constructor"], { prototype: { polluted: true } }],
    ]);
    expect(JSON.stringify(result)).toBe(JSON.stringify(next));
    expect(JSON.stringify(roundTrip(next, old))).toBe('{"a":1}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });
});

describe("together", () => {
  it("turn a text that grows by units into what is told in whole characters", () => {
    const cut = "a😀b👩\u200D👧\ud800c\udc00😀";
    let told = JSON.parse(printJson("")) as JsonValue;
    for (let end = 1; end <= cut.length; end++) {
      const edits = makeDiff(cut.slice(0, end - 1), cut.slice(0, end));
      told = applyDiff(told, JSON.parse(printJson(edits)) as Edit[]);
      expect(told).toBe(JSON.parse(printJson(cut.slice(0, end))));
    }
  });

  it("turn any JSON value into any other", () => {
    assert(
      property(json, json, (old, next) => {
        expect(roundTrip(old, next)).toEqual(next);
      }),
      { numRuns: 1000 },
    );
  });

  it("turn a value into a changed copy of itself", () => {
    assert(
      property(json, text(), json, (shared, key, other) => {
        const old = { [key]: [shared, other, long], shared, long } as JsonValue;
        const next = { [key]: [other, shared], shared, long, more: other } as JsonValue;
        expect(roundTrip(old, next)).toEqual(next);
        expect(roundTrip(next, old)).toEqual(old);
      }),
      { numRuns: 500 },
    );
  });
});

import { Numberbox, Textbox } from "@vitrine/components";
import { expect, it } from "vitest";
import type { PortShape } from "../app-model/declaration.ts";
import { columnsOf, splitBatch } from "./batch.ts";
import { unchanged } from "./outputs.ts";
import { declare, port } from "./test-harness.ts";

const outputs = [port("word", Textbox(), 1), port("size", Numberbox(), 2)];

function split(outputShape: PortShape, result: unknown): unknown[] {
  const declaration = declare(() => null, {
    batch: true,
    outputShape,
    outputs: outputShape === "single" ? outputs.slice(0, 1) : outputs,
  });
  return splitBatch(declaration, result, 2).map((place) => (place.kind === "values" ? place.values : place.kind));
}

it("turns rows into columns", () => {
  expect(
    columnsOf(
      [
        [1, "a"],
        [2, "b"],
      ],
      2,
    ),
  ).toEqual([
    [1, 2],
    ["a", "b"],
  ]);
});

it.each<[string, PortShape, unknown, unknown[]]>([
  ["one output", "single", ["a", "b"], [["a"], ["b"]]],
  [
    "an array for each output",
    "list",
    [
      ["a", "b"],
      [1, 2],
    ],
    [
      ["a", 1],
      ["b", 2],
    ],
  ],
  [
    "a record of arrays",
    "record",
    { word: ["a", "b"], size: [1, 2] },
    [
      ["a", 1],
      ["b", 2],
    ],
  ],
  [
    "an error in any column",
    "list",
    [
      ["a", "b"],
      [1, new Error("no")],
    ],
    [["a", 1], "error"],
  ],
  ["nothing new", "single", ["a", undefined], [["a"], "none"]],
  [
    "news for one output alone",
    "list",
    [
      ["a", "b"],
      [undefined, 2],
    ],
    [
      ["a", unchanged],
      ["b", 2],
    ],
  ],
])("takes %s", (_, shape, result, expected) => {
  expect(split(shape, result)).toEqual(expected);
});

it.each<[string, PortShape, unknown, RegExp]>([
  ["nothing", "single", undefined, /returned nothing/],
  ["no array", "single", "ab", /gave a string for "word": return an array of 2/],
  ["a wrong length", "list", [["a", "b"], [1]], /batch of 2 calls and gave 1 values for "size"/],
  [
    "rows in the place of columns",
    "list",
    [
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ],
    /gave an array of 3, but it has 2 outputs/,
  ],
  ["a record without a column", "record", { word: ["a", "b"] }, /for "size": return an array of 2/],
])("refuses %s", (_, shape, result, expected) => {
  expect(() => split(shape, result)).toThrow(expected);
});

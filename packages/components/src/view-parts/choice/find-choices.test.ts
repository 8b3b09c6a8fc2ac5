import { expect, it } from "vitest";
import { ChoiceIndex } from "./find-choices.ts";

const index = new ChoiceIndex([
  ["large-v3", "l3"],
  ["Large", "l"],
  ["Évian", 7],
]);

it("finds by words whatever their case and accents, what is called so first", () => {
  expect(index.matching("large")).toEqual([
    ["Large", "l"],
    ["large-v3", "l3"],
  ]);
  expect(index.matching(" EVI ")).toEqual([["Évian", 7]]);
  expect(index.matching("")).toBe(index.choices);
  expect(index.matching("none")).toEqual([]);
  expect(index.named("évian")).toEqual(["Évian", 7]);
  expect(index.named("evi")).toBe(undefined);
});

it("gives a value the same choice each time, also words of one's own", () => {
  expect(index.of("l3")).toBe(index.choices[0]);
  expect(index.of("mine")).toEqual(["mine", "mine"]);
  expect(index.of("mine")).toBe(index.of("mine"));
  expect(index.has("mine")).toBe(false);
});

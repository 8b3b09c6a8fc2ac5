import { expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import { received, sent } from "../core/test-values.ts";
import { CheckboxGroup } from "./checkboxgroup.ts";

const tags = CheckboxGroup({ choices: ["a", "b", ["Third", 3]] });

it("hands lists of values through both ways", () => {
  expect(received(tags, ["b", 3])).toEqual(["b", 3]);
  expect(received(tags, [])).toEqual([]);
  expect(sent(tags, [3, "a"])).toEqual([3, "a"]);
});

it("gives a list of its own, not the one that the function keeps", () => {
  const given = ["a"];
  const wire = sent(tags, given);
  given.push("b");
  expect(wire).toEqual(["a"]);
});

it.each([
  [["c"], /"c" is not among the choices/],
  [["a", "a"], /the list holds "a" twice/],
  ["a", /a list of choices is needed, got "a"/],
  [[undefined], /undefined is not among the choices/],
])("refuses %j", (value, message) => {
  expect(() => sent(tags, value)).toThrow(TypeError);
  expect(() => sent(tags, value)).toThrow(message);
});

it("tells the gateway what a list may hold", () => {
  const { schema } = CheckboxGroup({ choices: ["a", "b"] })[implementation];
  expect(schema).toMatchObject({ type: "array", uniqueItems: true, items: { enum: ["a", "b"], type: "string" } });
});

import { expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import { received, sent } from "../core/test-values.ts";
import { Dropdown } from "./dropdown.ts";

const one = Dropdown({ choices: ["cat", ["Dog", 2]] });
const several = Dropdown({ choices: ["cat", "dog", "cow"], multiple: true, maxChoices: 2 });
const free = Dropdown({ choices: ["cat", ["Dog", 2]], allowCustomValue: true });

it("hands one choice through both ways, or a list of them", () => {
  expect(received(one, 2)).toBe(2);
  expect(sent(one, "cat")).toBe("cat");
  expect(received(several, ["dog", "cat"])).toEqual(["dog", "cat"]);
  expect(sent(several, [])).toEqual([]);
});

it("takes a text of the visitor's own where the author allows it", () => {
  expect(received(free, "axolotl")).toBe("axolotl");
  expect(received(free, 2)).toBe(2);
  expect(() => received(free, 3)).toThrow(/3 is not among the choices/);
  expect(free[implementation].schema).toEqual({ anyOf: [{ type: "string" }, { enum: [2], type: "number" }] });
});

it.each([
  [one, "cow", /"cow" is not among the choices: give one of "cat", 2/],
  [one, ["cat"], /\["cat"\] is not among the choices/],
  [several, "cat", /a list of choices is needed, got "cat"/],
  [several, ["cat", "dog", "cow"], /holds 3 choices: give at most maxChoices \(2\)/],
  [several, ["cat", "cat"], /holds "cat" twice/],
])("refuses what is no choice (%#)", (component, value, message) => {
  for (const convert of [received, sent]) {
    expect(() => convert(component, value)).toThrow(TypeError);
    expect(() => convert(component, value)).toThrow(message);
  }
});

it("gives a list of its own, not the one that the function keeps", () => {
  const given = ["cat"];
  const wire = sent(several, given);
  given.push("dog");
  expect(wire).toEqual(["cat"]);
});

it("tells the page and the gateway its options by Gradio's names", () => {
  const { schema, wireProps } = several[implementation];
  expect(schema).toMatchObject({
    type: "array",
    maxItems: 2,
    uniqueItems: true,
    items: { enum: ["cat", "dog", "cow"] },
  });
  expect(wireProps).toMatchObject({ multiselect: true, max_choices: 2, allow_custom_value: false, filterable: true });
});

import { expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import { received, sent } from "../core/test-values.ts";
import { Radio } from "./radio.ts";

const size = Radio({ choices: ["small", ["Large", 2]] });

it("hands the choice's value through both ways", () => {
  expect(received(size, "small")).toBe("small");
  expect(received(size, 2)).toBe(2);
  expect(sent(size, 2)).toBe(2);
});

it("tells labels and values apart on the wire", () => {
  const { schema, wireProps } = size[implementation];
  expect(wireProps).toEqual({
    choices: [
      ["small", "small"],
      ["Large", 2],
    ],
  });
  expect(schema).toMatchObject({ enum: ["small", 2], type: ["string", "number"] });
});

it.each([["Large"], ["2"], [null], [["small"]]])("refuses %j, which is no value of a choice", (value) => {
  for (const convert of [received, sent]) {
    expect(() => convert(size, value)).toThrow(TypeError);
    expect(() => convert(size, value)).toThrow(/is not among the choices: give one of "small", 2/);
  }
});

import type { ComponentConfig, JsonObject, JsonValue } from "@vitrine/protocol";
import { expect, it } from "vitest";
import { readArrived } from "./arrived.ts";

const box = (props: JsonObject) => [{ id: 1, type: "dropdown", props } as unknown as ComponentConfig];
const choices = [
  ["Chile", "cl"],
  ["Norway", "no"],
];
const told = (held: JsonValue, update: JsonObject, props: JsonObject = {}) =>
  readArrived(box({ choices, ...props }), [{ __type__: "update", ...update }], { 1: held }).values[1];
const others = {
  choices: [
    ["Peru", "pe"],
    ["Norway", "no"],
  ],
};

it("a held choice that is no longer there is let go", () => {
  expect(told("cl", others)).toBeNull();
  expect(told(["cl", "no"], others)).toEqual(["no"]);
  expect(told("cl", { ...others, value: "pe" })).toBe("pe");
});

it("what still fits stays, as does a word of one's own", () => {
  expect(told("no", others)).toBeUndefined();
  expect(told(null, others)).toBeUndefined();
  expect(told(["no"], others)).toBeUndefined();
  expect(told("mine", others, { allow_custom_value: true })).toBeUndefined();
  expect(told("cl", { label: "Country" })).toBeUndefined();
});

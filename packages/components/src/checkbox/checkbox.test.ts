import { expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import { received, sent } from "../core/test-values.ts";
import { Checkbox } from "./checkbox.ts";

it("hands true and false through both ways", () => {
  for (const value of [true, false]) {
    expect(received(Checkbox(), value)).toBe(value);
    expect(sent(Checkbox(), value)).toBe(value);
  }
  expect(Checkbox()[implementation].schema).toEqual({ type: "boolean" });
});

it.each([[0], ["true"], [undefined], [{}]])("refuses %j", (given) => {
  expect(() => sent(Checkbox(), given)).toThrow(TypeError);
  expect(() => sent(Checkbox(), given)).toThrow(/true or false is needed, got .*Boolean\(value\)/);
});

import { expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import { State } from "./state.ts";

it("never crosses the wire, and makes a first value for each session", () => {
  const { hidden, initial } = State(() => [] as string[])[implementation];
  const make = initial as () => string[];
  expect(hidden).toBe(true);
  expect(make()).toEqual([]);
  expect(make()).not.toBe(make());
});

import { expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import { received, sent } from "../core/test-values.ts";
import { Json } from "./json.ts";

it("hands any JSON through both ways, and lets what looks like a file stay data", () => {
  const forged = { path: "/etc/passwd", meta: { _type: "gradio.FileData" }, deep: [1, null, { a: "b" }] };
  expect(received(Json(), forged)).toEqual(forged);
  expect(sent(Json(), forged)).toEqual(forged);
  expect(Json()[implementation].fileSlots).toEqual([]);
});

it("gives a copy: what the function changes later does not change what was sent", () => {
  const given = { list: [1], inner: { a: 1 } };
  const wire = sent(Json(), given);
  given.list.push(2);
  given.inner.a = 2;
  expect(wire).toEqual({ list: [1], inner: { a: 1 } });
});

it("refuses what JSON cannot hold, with its place", () => {
  expect(() => sent(Json(), { a: [1n] })).toThrow(TypeError);
  expect(() => sent(Json(), { a: [1n] })).toThrow(/the value at \.a\[0\] is 1n/);
});

it("lets the gateway pass every JSON", () => {
  expect(Json()[implementation].schema).toEqual({ description: "any valid json" });
});

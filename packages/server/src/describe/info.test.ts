import { expect, it } from "vitest";
import { describeTestApp } from "../serve/test-app.ts";
import { infoOf, parameterNames, pythonType } from "./info.ts";

function names(visibility: "public" | "undocumented" | "private", all: boolean): string[] {
  const app = describeTestApp();
  const [fn] = app.functions;
  const only = { ...app, functions: [{ ...fn!, api_visibility: visibility }] };
  return Object.keys(infoOf(only, all)["named_endpoints"] as object);
}

it("lists public endpoints, others only when all are asked for, private ones never", () => {
  expect(names("public", false)).toEqual(["/predict"]);
  expect(names("undocumented", false)).toEqual([]);
  expect(names("undocumented", true)).toEqual(["/predict"]);
  expect(names("private", true)).toEqual([]);
});

it("gives words that clients take for themselves another name", () => {
  const [fn] = describeTestApp().functions;
  expect(parameterNames({ ...fn!, inputNames: ["text", null, "fn_index"] })).toEqual(["text", null, "param_2"]);
});

it.each([
  [{ type: "string" }, "str"],
  [{ enum: ["a", "b"] }, "Literal['a', 'b']"],
  [{ const: "a" }, "Literal[a]"],
  [{ type: "array", items: { type: "number" } }, "list[float]"],
  [{ type: ["string", "null"] }, "str | None"],
  [{ type: "object", properties: { path: {}, meta: {} } }, "filepath"],
  [{ type: "object", properties: { a: { type: "boolean" } } }, "dict(a: bool)"],
])("prints %j as Python's client does", (schema, text) => {
  expect(pythonType(schema)).toBe(text);
});

import { expect, test } from "vitest";
import { loosenSchema } from "./loose-schema.ts";

test("types stay, and what an update may change goes, at every depth", () => {
  expect(loosenSchema({ type: "number", minimum: 0, maximum: 5 })).toEqual({ type: "number" });
  expect(
    loosenSchema({
      type: "array",
      uniqueItems: true,
      items: { anyOf: [{ type: "string" }, { enum: [1, 2], type: "number" }] },
    }),
  ).toEqual({ type: "array", uniqueItems: true, items: { anyOf: [{ type: "string" }, { type: "number" }] } });
});

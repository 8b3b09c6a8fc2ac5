import { implementation } from "@vitrine/components";
import type { JsonObject, JsonValue } from "@vitrine/protocol";
import { expect, test } from "vitest";
import { everyInput } from "./test-kitchen.ts";

/** Texts that people write; the size of a message bounds them. */
const free = [
  /^(?:textbox|markdown|html|code|words)(?:\/items)?$/,
  /^chatbot\/.*\/(?:content|text|alt_text|title|log|value|label)$/,
  /^dataframe\//,
  /^gallery\/.*\/caption$/,
  /^highlightedtext\/.*\/(?:token|class_or_confidence)$/,
  /^label\/(?:.*\/)?label$/,
];

/** The places of texts in a schema that nothing bounds. */
function unbounded(schema: JsonObject, place: string): string[] {
  const { type, enum: choices, const: only, maxLength, pattern, items, properties, anyOf } = schema;
  const isText =
    [type].flat().includes("string") && [choices, only, maxLength, pattern].every((one) => one === undefined);
  const parts: [string, JsonValue | undefined][] = [
    ["items", items],
    ...Object.entries((properties ?? {}) as JsonObject),
    ...((anyOf ?? []) as readonly JsonValue[]).map((one): [string, JsonValue] => ["", one]),
  ];
  const inside = parts.flatMap(([name, part]) =>
    part === undefined ? [] : unbounded(part as JsonObject, name === "" ? place : `${place}/${name}`),
  );
  return isText ? [place, ...inside] : inside;
}

test("every text that a call may hold and nobody writes has a longest length", () => {
  const places = Object.entries(everyInput).flatMap(([name, component]) =>
    unbounded(component[implementation].schema, name),
  );
  expect(places.filter((place) => !free.some((one) => one.test(place)))).toEqual([]);
  expect(places).toContain("textbox");
});

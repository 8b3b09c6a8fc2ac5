import type { JsonObject, JsonValue } from "@vitrine/protocol";
import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  double,
  integer,
  jsonValue,
  nat,
  oneof,
  record,
  string as text,
  stringMatching,
  tuple,
} from "fast-check";

/** Values on which careless code fails. */
export const oddValues: readonly JsonValue[] = [
  null,
  "",
  "__proto__",
  "\0",
  "\u202E",
  -1,
  0,
  1e308,
  2 ** 53,
  [],
  {},
  [[]],
  [null],
  JSON.parse('{"__proto__":{"evil":1}}') as JsonValue,
  { constructor: { prototype: { evil: 1 } } },
  { __type__: "update", value: 1 },
  { length: 3 },
  JSON.parse('{"then":1,"toJSON":1}') as JsonValue,
];

/** Any JSON, odd values among it. */
export const anything: Arbitrary<JsonValue> = oneof(
  { weight: 2, arbitrary: jsonValue() as Arbitrary<JsonValue> },
  constantFrom(...oddValues),
);

/** Values of a schema; `references` are what a file's path may be. */
export function valuesOf(schema: JsonObject, references: readonly string[]): Arbitrary<JsonValue> {
  const inner = (part: JsonValue | undefined): Arbitrary<JsonValue> => valuesOf((part ?? {}) as JsonObject, references);
  const { type, enum: choices, const: only, anyOf, minimum = -1e6, maximum = 1e6, pattern, items, properties } = schema;
  if (only !== undefined) return constant(only);
  if (Array.isArray(choices)) return constantFrom(...(choices as readonly JsonValue[]));
  if (Array.isArray(anyOf)) return oneof(...(anyOf as readonly JsonValue[]).map(inner));
  if (Array.isArray(type)) return oneof(...(type as readonly string[]).map((one) => inner({ ...schema, type: one })));
  switch (typeof type === "string" ? type : "") {
    case "string":
      return typeof pattern === "string"
        ? stringMatching(new RegExp(pattern))
        : text({ unit: "grapheme", maxLength: 60 });
    case "integer":
      return integer({ min: Math.ceil(Number(minimum)), max: Math.floor(Number(maximum)) });
    case "number":
      return double({ min: Number(minimum), max: Number(maximum), noNaN: true });
    case "boolean":
      return boolean();
    case "null":
      return constant(null);
    case "array":
      return array(inner(items), { maxLength: 6 });
    case "object": {
      const parts = Object.entries((properties ?? {}) as JsonObject).map(([name, part]) => [
        name,
        name === "path" && references.length > 0 ? constantFrom(...references) : inner(part),
      ]);
      const required = ((schema["required"] ?? []) as readonly string[]).filter(
        (name) => name in (properties as object),
      );
      const fields = Object.fromEntries(parts) as Record<string, Arbitrary<JsonValue>>;
      return record(fields, { requiredKeys: required as never[] }).map((value) => value as JsonObject);
    }
    default:
      return anything;
  }
}

/** Values with one place, at any depth, replaced by something else. */
export function spoilt(values: Arbitrary<JsonValue>): Arbitrary<JsonValue> {
  return tuple(values, array(nat(), { minLength: 1, maxLength: 4 }), anything).map(([value, way, other]) =>
    replaceAt(value, way, other),
  );
}

function replaceAt(value: JsonValue, [step, ...rest]: readonly number[], other: JsonValue): JsonValue {
  if (step === undefined || typeof value !== "object" || value === null) return other;
  const copy = structuredClone(value) as Record<string, JsonValue>;
  const keys = Object.keys(copy);
  const key = keys[step % Math.max(keys.length, 1)];
  if (key === undefined) return other;
  Object.defineProperty(copy, key, { value: replaceAt(copy[key]!, rest, other), enumerable: true, writable: true });
  return copy;
}

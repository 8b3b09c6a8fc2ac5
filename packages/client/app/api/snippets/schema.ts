import type { JsonObject, JsonValue } from "@vitrine/protocol";

/** Whether a JSON value is an object. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The list in a JSON value; empty where it is none. */
export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** Whether a schema is that of one file. */
export function isFileSchema(schema: JsonObject): boolean {
  const { properties } = schema;
  return isObject(properties) && "path" in properties && "meta" in properties;
}

/** The schemas that a schema allows a choice of. */
export function alternatives({ anyOf, oneOf }: JsonObject): readonly JsonObject[] {
  return [...listOf(anyOf), ...listOf(oneOf)].filter(isObject);
}

import type { JsonObject, JsonValue } from "@vitrine/protocol";

/** What `update()` can change of a component's values: which choices there are, and how far its numbers go. */
const changeable = new Set(["enum", "const", "minimum", "maximum"]);

/** A schema without what a function may change for one visitor, which the component itself checks before the run. */
export function loosenSchema(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, part]) => (changeable.has(key) ? [] : [[key, loosenPart(part)]])),
  );
}

function loosenPart(part: JsonValue): JsonValue {
  if (Array.isArray(part)) return part.map(loosenPart);
  return typeof part === "object" && part !== null ? loosenSchema(part as JsonObject) : part;
}

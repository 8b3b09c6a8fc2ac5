import type { JsonObject, JsonValue } from "./json.ts";

/** What marks a wire value that changes a component, as Gradio marks it. */
export const updateMark = { __type__: "update" } as const;

/** Whether a wire value changes a component beside its value, or leaves it as it is. */
export function isUpdate(wire: JsonValue | undefined): wire is JsonObject {
  return (
    typeof wire === "object" && wire !== null && !Array.isArray(wire) && (wire as JsonObject)["__type__"] === "update"
  );
}

/** The value alone that a wire value shows; null for an update without one. */
export function shownValue(wire: JsonValue): JsonValue {
  return isUpdate(wire) ? (wire["value"] ?? null) : wire;
}

import type { ComponentConfig, JsonObject, JsonValue } from "@vitrine/protocol";

/** What a function's values change, by component id: values, and whole sets of options. */
interface Arrived {
  readonly values: Readonly<Record<number, JsonValue>>;
  readonly props: Readonly<Record<number, JsonObject>>;
}

/**
 * Reads the values that came for outputs. Options that stay as they are are left out, so that nothing is drawn again for
 * them. What is `held` and stands no longer among new choices is let go: nobody would see what is sent.
 */
export function readArrived(
  outputs: readonly ComponentConfig[],
  wires: readonly JsonValue[],
  held: Readonly<Record<number, unknown>>,
): Arrived {
  const values: Record<number, JsonValue> = {};
  const changed: Record<number, JsonObject> = {};
  for (const [index, { id, props }] of outputs.entries()) {
    const wire = wires[index];
    if (!isUpdate(wire)) {
      if (wire !== undefined) values[id] = wire;
      continue;
    }
    const { __type__: _, value, ...options } = wire;
    if (value !== undefined) values[id] = value;
    const next = { ...props, ...options };
    if (JSON.stringify(next) === JSON.stringify(props)) continue;
    changed[id] = next;
    const before = (held[id] ?? null) as JsonValue;
    const kept = "choices" in options && value === undefined ? fittingChoice(before, next) : before;
    if (kept !== before) values[id] = kept;
  }
  return { values, props: changed };
}

/** Whether a value changes its component, too. */
function isUpdate(wire: JsonValue | undefined): wire is JsonObject {
  return typeof wire === "object" && wire !== null && "__type__" in wire && wire["__type__"] === "update";
}

/** What of a held value is still among the choices: null for one that is not, the rest of a list. */
function fittingChoice(value: JsonValue, { choices, allow_custom_value: custom }: JsonObject): JsonValue {
  if (custom === true || value === null || !Array.isArray(choices)) return value;
  const known = new Set(choices.map((choice) => (Array.isArray(choice) ? choice[1] : choice)));
  if (!Array.isArray(value)) return known.has(value) ? value : null;
  const rest = value.filter((one) => known.has(one));
  return rest.length === value.length ? value : rest;
}

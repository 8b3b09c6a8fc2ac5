import type { ComponentConfig, JsonObject, JsonValue } from "@vitrine/protocol";

/** What a function's values change, by component id: values, and whole sets of options. */
interface Arrived {
  readonly values: Readonly<Record<number, JsonValue>>;
  readonly props: Readonly<Record<number, JsonObject>>;
}

/** Reads the values that came for outputs. Options that stay as they are are left out, so that nothing is drawn again for them. */
export function readArrived(outputs: readonly ComponentConfig[], wires: readonly JsonValue[]): Arrived {
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
    if (JSON.stringify(next) !== JSON.stringify(props)) changed[id] = next;
  }
  return { values, props: changed };
}

/** Whether a value changes its component, too. */
function isUpdate(wire: JsonValue | undefined): wire is JsonObject {
  return typeof wire === "object" && wire !== null && "__type__" in wire && wire["__type__"] === "update";
}

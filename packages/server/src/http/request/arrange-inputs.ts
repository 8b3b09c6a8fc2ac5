import { fileMeta, type JsonObject, type JsonValue } from "@vitrine/protocol";
import type { ComponentDescription, FunctionDescription } from "../../app-model/description.ts";
import { mapSlots } from "../../files/file-slots.ts";

const address = "/gradio_api/file=";

/**
 * A call's data with one value an input: Gradio's callers may leave State out, and name a file by the address under which
 * this server hands it out.
 */
export function arrangeData(
  fn: FunctionDescription,
  components: ReadonlyMap<number, ComponentDescription>,
  data: readonly JsonValue[],
): JsonValue[] {
  const whole = data.length >= fn.inputs.length || !fn.inputNames.includes(null);
  let next = 0;
  const spread = whole ? data : fn.inputNames.map((name) => (name === null ? null : (data[next++] ?? null)));
  const arranged = whole || next >= data.length ? spread : [...spread, ...data.slice(next)];
  return arranged.map((value, index) =>
    mapSlots(value, components.get(fn.inputs[index] ?? -1)?.fileSlots ?? [], arrangeFile),
  );
}

function arrangeFile(value: JsonValue): JsonValue {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const file = value as JsonObject;
  const { path } = file;
  if (typeof path !== "string") return value;
  const at = path.indexOf(address);
  return { ...file, path: at === -1 ? path : decode(path.slice(at + address.length)), meta: { ...fileMeta } };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

import { isFileData, isUpdate, type FileData, type JsonObject, type JsonValue } from "@vitrine/protocol";
import { noReferences } from "./stored-file.ts";

/** The steps of a file slot: keys of objects, `*` for every item of a list. */
function stepsOf(slot: string): string[] {
  return slot
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The value with every file in its slots replaced; the same value where there is none. Other places are not looked at. */
export function mapFiles(
  value: JsonValue,
  slots: readonly string[],
  replace: (file: FileData) => JsonValue,
): JsonValue {
  return mapSlots(value, slots, (found) => (isFileData(found) ? replace(found) : found));
}

/** `mapFiles` of an output's value, which may be that of an update. */
export function mapOutputFiles(
  wire: JsonValue,
  slots: readonly string[],
  replace: (file: FileData) => JsonValue,
): JsonValue {
  if (!isUpdate(wire)) return mapFiles(wire, slots, replace);
  const { value } = wire;
  return value === undefined ? wire : { ...wire, value: mapFiles(value, slots, replace) };
}

/** The value with whatever stands in its file slots replaced. */
export function mapSlots(
  value: JsonValue,
  slots: readonly string[],
  replace: (value: JsonValue) => JsonValue,
): JsonValue {
  let mapped = value;
  for (const slot of slots) mapped = mapStep(mapped, stepsOf(slot), replace);
  return mapped;
}

function mapStep(value: JsonValue, steps: readonly string[], replace: (value: JsonValue) => JsonValue): JsonValue {
  const [step, ...rest] = steps;
  if (step === undefined) return replace(value);
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return step === "*" ? value.map((item: JsonValue) => mapStep(item, rest, replace)) : value;
  const record = value as JsonObject;
  const inner = Object.hasOwn(record, step) ? record[step] : undefined;
  return inner === undefined ? value : { ...record, [step]: mapStep(inner, rest, replace) };
}

/** The references of all files in values that the app itself made. */
export function findFiles(values: readonly JsonValue[]): ReadonlySet<string> {
  let found = null as Set<string> | null;
  const open: JsonValue[] = [...values];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (value === null || typeof value !== "object") continue;
    if (isFileData(value)) (found ??= new Set()).add(value.path);
    // Numbers and texts, of which there may be millions, are not put aside.
    else if (Array.isArray(value)) {
      for (const inner of value as readonly JsonValue[]) if (typeof inner === "object") open.push(inner);
    } else for (const inner of Object.values(value)) if (typeof inner === "object") open.push(inner);
  }
  return found ?? noReferences;
}

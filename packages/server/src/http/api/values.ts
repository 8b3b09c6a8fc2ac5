import {
  fileMeta,
  filePath,
  isFileData,
  shownValue,
  type FileData,
  type JsonObject,
  type JsonValue,
} from "@vitrine/protocol";
import type { ComponentDescription, FunctionDescription } from "../../app-model/description.ts";
import { mapFiles, mapSlots } from "../../files/file-slots.ts";
import { arrangeData } from "../request/arrange-inputs.ts";

type Components = ReadonlyMap<number, ComponentDescription>;

/** The values of a call's outputs by their names; files are told by their addresses below `root`. */
export function namedValues(
  fn: FunctionDescription,
  components: Components,
  values: readonly JsonValue[],
  root: string,
): JsonObject {
  return Object.fromEntries(
    fn.outputNames.flatMap((name, index): [string, JsonValue][] => {
      if (name === null) return [];
      const slots = components.get(fn.outputs[index] ?? -1)?.fileSlots ?? [];
      return [[name, mapFiles(shownValue(values[index] ?? null), slots, (file) => `${root}/${filePath(file)}`)]];
    }),
  );
}

/** A call's data from its named arguments: one value an input, null for what was left out. A file may be its address alone. */
export function dataOf(fn: FunctionDescription, components: Components, named: JsonObject): JsonValue[] {
  const values = fn.inputNames.map((name, index) => {
    const value = name !== null && Object.hasOwn(named, name) ? (named[name] ?? null) : null;
    const slots = components.get(fn.inputs[index] ?? -1)?.fileSlots ?? [];
    return mapSlots(value, slots, (found) =>
      typeof found === "string" ? { path: found, meta: { ...fileMeta } } : found,
    );
  });
  return arrangeData(fn, components, values);
}

/** The place of the only named output where that is one file; null for every other function. */
export function onlyFileOutput(fn: FunctionDescription, components: Components): number | null {
  const named = fn.outputNames.flatMap((name, index) => (name === null ? [] : [index]));
  const [only] = named;
  if (only === undefined || named.length > 1) return null;
  return components.get(fn.outputs[only] ?? -1)?.fileSlots.includes("") === true ? only : null;
}

/** The file of the only output; null where it is empty. */
export function onlyFile(values: readonly JsonValue[] | null, index: number | null): FileData | null {
  const value = index === null ? null : shownValue(values?.[index] ?? null);
  return isFileData(value) ? value : null;
}

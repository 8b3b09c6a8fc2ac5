import { types } from "node:util";
import type { JsonValue } from "@vitrine/protocol";
import { showGiven } from "./show-given.ts";

const deepest = 200;

/**
 * A copy of a value as JSON holds it: `toJSON` is honoured, keys that hold undefined are left out. Throws a `TypeError`
 * with the place and the remedy for what JSON would lose or cannot hold.
 */
export function toJson(value: unknown): JsonValue {
  return copy(value, { path: "", key: "", around: new Set() });
}

interface Place {
  readonly path: string;
  readonly key: string;
  /** The objects that the place lies in, to find cycles. */
  readonly around: Set<object>;
}

function copy(given: unknown, place: Place): JsonValue {
  const value = honourToJson(given, place.key);
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") {
    if (Number.isFinite(value)) return value;
    throw refuse(value, place, "JSON has only finite numbers; give null or a text instead");
  }
  if (typeof value === "bigint") throw refuse(value, place, "use Number(value) or String(value)");
  if (typeof value !== "object") throw refuse(value, place, "JSON cannot hold it; give null or leave it out");
  if (types.isMap(value)) throw refuse(value, place, "use Object.fromEntries(map)");
  if (types.isSet(value) || ArrayBuffer.isView(value)) throw refuse(value, place, "use Array.from(value)");
  if (place.around.has(value)) throw refuse(null, place, "leave the inner one out", "holds itself");
  if (place.around.size >= deepest) throw refuse(null, place, "make it flatter", `is nested more than ${deepest} deep`);
  place.around.add(value);
  const copied = Array.isArray(value) ? copyList(value, place) : copyRecord(value, place);
  place.around.delete(value);
  return copied;
}

function copyList(list: readonly unknown[], { path, around }: Place): JsonValue {
  // Array.from, because map would leave the holes of a sparse list.
  return Array.from(list, (item, index) => copy(item, { path: `${path}[${index}]`, key: String(index), around }));
}

function copyRecord(record: object, { path, around }: Place): JsonValue {
  const entries = Object.entries(record)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => [key, copy(item, { path: `${path}.${key}`, key, around })] as const);
  // fromEntries makes own properties, even of a key named __proto__.
  return Object.fromEntries(entries);
}

function honourToJson(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === "function" ? (toJSON.call(value, key) as unknown) : value;
}

function refuse(value: unknown, { path }: Place, remedy: string, what = `is ${showGiven(value)}`): TypeError {
  const where = path === "" ? "the value" : `the value at ${path.length > 80 ? `${path.slice(0, 79)}…` : path}`;
  return new TypeError(`${where} ${what}, which cannot be sent as JSON: ${remedy}.`);
}

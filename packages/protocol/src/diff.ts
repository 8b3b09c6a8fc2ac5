import type { JsonValue } from "./json.ts";

/** One edit of a JSON value: `replace`, `append` (text), `add` (array item or key), `delete`. An empty path is the whole. */
export type Edit = readonly [
  op: "replace" | "append" | "add" | "delete",
  path: readonly (string | number)[],
  value: JsonValue,
];

type Path = readonly (string | number)[];
type Fields = Readonly<Record<string, JsonValue>>;

// Deeper values are replaced whole, so that no value can overflow the stack.
const deepest = 100;
// What an edit costs in JSON beyond its path's keys and its value: brackets, quotes, the operation.
const editWeight = 16;

/**
 * The edits that turn `old` into `next`, in the form of Gradio's clients (protocol sse_v3): none when they are equal,
 * otherwise at most about as much JSON as `next` itself. Keys of one object may come out in another order.
 */
export function makeDiff(old: JsonValue, next: JsonValue): Edit[] {
  const edits: Edit[] = [];
  compare(old, next, [], edits);
  const [first] = edits;
  if (first === undefined || (edits.length === 1 && first[1].length === 0)) return edits;
  let weight = 0;
  for (const [, path, value] of edits) weight += editWeight + pathWeight(path) + weighJson(value, Infinity);
  return weighJson(next, weight) < weight ? [["replace", [], next]] : edits;
}

function compare(old: JsonValue, next: JsonValue, path: Path, edits: Edit[]): void {
  if (old === next) return;
  if (typeof old === "string" && typeof next === "string" && old !== "" && next.startsWith(old)) {
    edits.push(["append", path, next.slice(old.length)]);
  } else if (path.length >= deepest) {
    edits.push(["replace", path, next]);
  } else if (isArray(old) && isArray(next)) {
    compareArrays(old, next, path, edits);
  } else if (isFields(old) && isFields(next)) {
    compareFields(old, next, path, edits);
  } else {
    edits.push(["replace", path, next]);
  }
}

function compareArrays(old: readonly JsonValue[], next: readonly JsonValue[], path: Path, edits: Edit[]): void {
  const shared = Math.min(old.length, next.length);
  for (let index = 0; index < shared; index++) {
    const [before, after] = [old[index], next[index]];
    if (before !== undefined && after !== undefined && before !== after)
      compare(before, after, [...path, index], edits);
  }
  // From the end, so that no deletion moves an item that a later edit names.
  for (let index = old.length - 1; index >= shared; index--) edits.push(["delete", [...path, index], null]);
  for (let index = shared; index < next.length; index++) edits.push(["add", [...path, index], next[index] ?? null]);
}

function compareFields(old: Fields, next: Fields, path: Path, edits: Edit[]): void {
  for (const key of Object.keys(old)) {
    const [before, after] = [old[key], Object.hasOwn(next, key) ? next[key] : undefined];
    if (before === undefined) continue;
    if (after === undefined) edits.push(["delete", [...path, key], null]);
    else if (before !== after) compare(before, after, [...path, key], edits);
  }
  for (const [key, value] of Object.entries(next)) {
    if (value !== undefined && !Object.hasOwn(old, key)) edits.push(["add", [...path, key], value]);
  }
}

function pathWeight(path: Path): number {
  let weight = 0;
  for (const step of path) weight += typeof step === "string" ? step.length + 3 : 3;
  return weight;
}

/** About the characters of a value's JSON; stops counting once `enough` is reached. */
export function weighJson(value: JsonValue, enough: number = Infinity): number {
  if (typeof value !== "object" || value === null) return weighScalar(value);
  let weight = 0;
  const open: (readonly JsonValue[] | Fields)[] = [value];
  const add = (part: JsonValue): void => {
    if (typeof part !== "object" || part === null) weight += weighScalar(part);
    else open.push(part);
  };
  for (let part = open.pop(); part !== undefined && weight < enough; part = open.pop()) {
    weight += 3;
    if (Array.isArray(part)) for (const item of part as readonly JsonValue[]) add(item);
    else {
      // Without a list of its keys and values: this is done for every message.
      for (const key in part as Fields) {
        if (!Object.hasOwn(part, key)) continue;
        weight += key.length + 3;
        add((part as Fields)[key] as JsonValue);
      }
    }
  }
  return weight;
}

function weighScalar(value: string | number | boolean | null): number {
  return typeof value === "string" ? value.length + 3 : 5;
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isFields(value: JsonValue): value is Fields {
  return typeof value === "object" && value !== null && !isArray(value);
}

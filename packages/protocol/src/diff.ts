import type { JsonValue } from "./json.ts";

/** One edit of a JSON value: `replace`, `append` (text), `add` (array item or key), `delete`. An empty path is the whole. */
export type Edit = readonly [
  op: "replace" | "append" | "add" | "delete",
  path: readonly (string | number)[],
  value: JsonValue,
];

type Fields = Readonly<Record<string, JsonValue>>;

// Deeper values are replaced whole, so that no value can overflow the stack.
const deepest = 100;
// What an edit costs in JSON beyond its path's keys and its value: brackets, quotes, the operation.
const editWeight = 16;
// Edits of so much weight are made without asking whether the whole weighs less.
const fewEdits = 10_000;

/**
 * The edits that turn `old` into `next`, in the form of Gradio's clients (protocol sse_v3): none when they are equal,
 * otherwise at most about as much JSON as `next` itself. Keys of one object may come out in another order. Stops as soon
 * as the edits weigh more than the whole.
 */
export function makeDiff(old: JsonValue, next: JsonValue): Edit[] {
  const light = new Comparison(next, fewEdits);
  if (!light.compare(old, next) || light.isTooHeavy()) return [["replace", [], next]];
  if (light.edits !== null) return light.edits;
  const all = new Comparison(next, Infinity);
  all.compare(old, next);
  return all.edits ?? [];
}

/** One comparison of two values. */
class Comparison {
  /** null once they weigh more than is kept: from then on they are weighed alone, since most that are heavy are too heavy. */
  edits: Edit[] | null = [];
  readonly #whole: JsonValue;
  readonly #kept: number;
  // The place that is compared; an edit copies it.
  readonly #path: (string | number)[] = [];
  #pathWeight = 0;
  #weight = 0;
  #wholeWeight: number | null = null;

  /** `kept` is the weight of edits up to which they are made. */
  constructor(whole: JsonValue, kept: number) {
    this.#whole = whole;
    this.#kept = kept;
  }

  /** Whether the edits weigh more than the whole, which is not weighed further than that takes. */
  isTooHeavy(): boolean {
    const [first] = this.edits ?? [];
    if (this.edits !== null && (first === undefined || (this.edits.length === 1 && first[1].length === 0)))
      return false;
    return (this.#wholeWeight ?? weighJson(this.#whole, this.#weight)) < this.#weight;
  }

  /** Gives whether it went to the end: false once the edits are too heavy to be of use. */
  compare(old: JsonValue, next: JsonValue): boolean {
    if (old === next) return true;
    if (typeof old === "string" && typeof next === "string" && goesOn(old, next)) {
      return this.#edit("append", next.slice(old.length));
    }
    if (this.#path.length < deepest) {
      if (isArray(old) && isArray(next)) return this.#compareArrays(old, next);
      if (isFields(old) && isFields(next)) return this.#compareFields(old, next);
    }
    return this.#edit("replace", next);
  }

  #compareArrays(old: readonly JsonValue[], next: readonly JsonValue[]): boolean {
    const shared = Math.min(old.length, next.length);
    for (let index = 0; index < shared; index++) {
      const [before, after] = [old[index], next[index]];
      if (before === undefined || after === undefined || before === after) continue;
      if (!this.#inside(index, before, after)) return false;
    }
    // From the end, so that no deletion moves an item that a later edit names.
    for (let index = old.length - 1; index >= shared; index--) {
      if (!this.#edit("delete", null, index)) return false;
    }
    for (let index = shared; index < next.length; index++) {
      if (!this.#edit("add", next[index] ?? null, index)) return false;
    }
    return true;
  }

  #compareFields(old: Fields, next: Fields): boolean {
    for (const key of Object.keys(old)) {
      const [before, after] = [old[key], Object.hasOwn(next, key) ? next[key] : undefined];
      if (before === undefined || before === after) continue;
      const goes = after === undefined ? this.#edit("delete", null, key) : this.#inside(key, before, after);
      if (!goes) return false;
    }
    for (const [key, value] of Object.entries(next)) {
      if (value === undefined || Object.hasOwn(old, key)) continue;
      if (!this.#edit("add", value, key)) return false;
    }
    return true;
  }

  #inside(step: string | number, old: JsonValue, next: JsonValue): boolean {
    const weight = stepWeight(step);
    this.#path.push(step);
    this.#pathWeight += weight;
    const goes = this.compare(old, next);
    this.#path.pop();
    this.#pathWeight -= weight;
    return goes;
  }

  #edit(operation: Edit[0], value: JsonValue, step?: string | number): boolean {
    this.#weight += editWeight + this.#pathWeight + (step === undefined ? 0 : stepWeight(step)) + weighJson(value);
    if (this.#weight <= this.#kept) {
      this.edits?.push([operation, step === undefined ? [...this.#path] : [...this.#path, step], value]);
      return true;
    }
    this.edits = null;
    this.#wholeWeight ??= weighJson(this.#whole);
    return this.#weight <= this.#wholeWeight;
  }
}

/** Whether a text begins with another one; a seam within a pair of surrogates would cut a character into two halves. */
function goesOn(old: string, next: string): boolean {
  return old !== "" && next.startsWith(old) && !(isHighSurrogate(old.at(-1)!) && next.length > old.length);
}

function isHighSurrogate(unit: string): boolean {
  return unit >= "\ud800" && unit <= "\udbff";
}

function stepWeight(step: string | number): number {
  return typeof step === "string" ? step.length + 3 : 3;
}

/** About the characters of a value's JSON; stops counting once `enough` is reached. */
export function weighJson(value: JsonValue, enough: number = Infinity): number {
  if (typeof value !== "object" || value === null) return weighScalar(value);
  let weight = 0;
  const open: (readonly JsonValue[] | Fields)[] = [value];
  for (let part = open.pop(); part !== undefined && weight < enough; part = open.pop()) {
    weight += 3;
    if (isArray(part)) {
      for (const item of part) {
        if (typeof item === "object" && item !== null) open.push(item);
        else weight += weighScalar(item);
      }
      continue;
    }
    // Without a list of its keys and values: this is done for every message.
    for (const key in part) {
      if (!Object.hasOwn(part, key)) continue;
      weight += key.length + 3;
      const item = part[key] as JsonValue;
      if (typeof item === "object" && item !== null) open.push(item);
      else weight += weighScalar(item);
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

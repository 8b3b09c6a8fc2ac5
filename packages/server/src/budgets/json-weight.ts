import type { JsonValue } from "@vitrine/protocol";

// What a parsed value takes beside its text, about: V8 needs some words for each.
const perString = 16;
const perScalar = 8;
const perList = 32;
const perObject = 56;

/** The bytes of memory that a parsed JSON value takes, about. Walks it without recursion. */
export function jsonWeight(value: JsonValue): number {
  let bytes = 0;
  const stack: object[] = [];
  // Only what holds others is put aside: a list of a million numbers is none.
  const add = (one: JsonValue): void => {
    if (typeof one === "string") bytes += perString + one.length;
    else if (typeof one !== "object" || one === null) bytes += perScalar;
    else stack.push(one);
  };
  add(value);
  for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
    if (Array.isArray(one)) {
      bytes += perList;
      for (const item of one as readonly JsonValue[]) add(item);
    } else {
      bytes += perObject;
      for (const [key, item] of Object.entries(one)) {
        bytes += perString + key.length;
        add(item as JsonValue);
      }
    }
  }
  return bytes;
}

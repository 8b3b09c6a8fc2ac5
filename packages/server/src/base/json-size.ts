/**
 * About how many bytes a value takes as JSON: exact but for escapes and letters outside ASCII, which count one.
 * Stops early, with a number above `enough`, once that is passed. Throws a `TypeError` for what JSON cannot hold.
 */
export function jsonSize(value: unknown, enough: number): number {
  switch (typeof value) {
    case "string":
      return value.length + 2;
    case "number":
      if (!Number.isFinite(value)) throw new TypeError(`JSON cannot hold the number ${value}.`);
      return Number.isInteger(value) && Math.abs(value) < 1e6 ? 4 : 12;
    case "boolean":
      return 5;
    case "object":
      return value === null ? 4 : objectSize(value, enough);
    case "bigint":
    case "function":
    case "symbol":
    case "undefined":
      throw new TypeError(`JSON cannot hold a ${typeof value}.`);
  }
}

function objectSize(value: object, enough: number): number {
  let size = 2;
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) {
      size += jsonSize(item, enough - size) + 1;
      if (size > enough) return size;
    }
    return size;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`JSON cannot hold a ${value.constructor?.name ?? "value of this class"}.`);
  }
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    size += key.length + 4 + jsonSize(item, enough - size);
    if (size > enough) return size;
  }
  return size;
}

import type { JsonValue } from "@vitrine/protocol";

/** Whether a value holds a number such as `1e400`, which JSON can write and nobody can send on. */
export function holdsInfinity(value: JsonValue): boolean {
  if (typeof value !== "object" || value === null) return value === Infinity || value === -Infinity;
  const open: JsonValue[] = [value];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (typeof part !== "object" || part === null) continue;
    for (const inner of Array.isArray(part) ? (part as readonly JsonValue[]) : Object.values(part)) {
      if (inner === Infinity || inner === -Infinity) return true;
      if (typeof inner === "object") open.push(inner);
    }
  }
  return false;
}

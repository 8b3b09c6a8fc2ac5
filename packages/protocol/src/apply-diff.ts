import type { Edit } from "./diff.ts";
import type { JsonValue } from "./json.ts";

type Container = JsonValue[] | Record<string, JsonValue>;

/**
 * The value after the edits, in their order. The value given is left as it is; parts that no edit touches are shared
 * with it. Throws a `TypeError` for an edit that does not fit: the value is then not the one the edits were made for.
 */
export function applyDiff(value: JsonValue, edits: readonly Edit[]): JsonValue {
  // Containers that were copied by an earlier edit may be written in place.
  const copies = new Set<Container>();
  const whole: JsonValue[] = [value];
  for (const edit of edits) {
    const [operation, path] = edit;
    if (path.length === 0 && (operation === "add" || operation === "delete")) throw misfit(edit, "it needs a path");
    let container: Container = whole;
    let step: string | number = 0;
    for (const next of path) {
      container = copyInside(container, step, edit, copies);
      step = next;
    }
    change(container, step, edit);
  }
  return whole[0] ?? null;
}

/** Puts a copy of what stands at `step` in its place, once, and gives it. */
function copyInside(container: Container, step: string | number, edit: Edit, copies: Set<Container>): Container {
  const inside = read(container, step, edit);
  if (typeof inside !== "object" || inside === null) throw misfit(edit, `${JSON.stringify(step)} holds no parts`);
  if (copies.has(inside as Container)) return inside as Container;
  const copy: Container = Array.isArray(inside) ? [...(inside as JsonValue[])] : { ...(inside as object) };
  copies.add(copy);
  write(container, step, copy);
  return copy;
}

function change(container: Container, step: string | number, edit: Edit): void {
  const [operation, , value] = edit;
  switch (operation) {
    case "replace":
      if (Array.isArray(container)) read(container, step, edit);
      return write(container, step, value);
    case "append": {
      const text = read(container, step, edit);
      if (typeof text !== "string" || typeof value !== "string")
        throw misfit(edit, "only text can be appended to text");
      return write(container, step, text + value);
    }
    case "add":
      if (!Array.isArray(container)) return write(container, step, value);
      if (!isIndex(step) || step > container.length) throw misfit(edit, `the list has ${container.length} items`);
      container.splice(step, 0, value);
      return undefined;
    case "delete":
      read(container, step, edit);
      if (Array.isArray(container)) container.splice(Number(step), 1);
      else delete container[step];
      return undefined;
    default:
      throw misfit(edit, "there is no such operation");
  }
}

function read(container: Container, step: string | number, edit: Edit): JsonValue {
  // Own fields alone: `__proto__` and `constructor` must lead nowhere.
  const known = Array.isArray(container) ? isIndex(step) && step < container.length : Object.hasOwn(container, step);
  if (!known) throw misfit(edit, `there is no ${JSON.stringify(step)}`);
  return (container as Record<string | number, JsonValue>)[step] ?? null;
}

function write(container: Container, step: string | number, value: JsonValue): void {
  // An assignment to `__proto__` would change the object's prototype instead.
  if (step === "__proto__") {
    Object.defineProperty(container, step, { value, writable: true, enumerable: true, configurable: true });
  } else (container as Record<string | number, JsonValue>)[step] = value;
}

function isIndex(step: string | number): step is number {
  return typeof step === "number" && Number.isInteger(step) && step >= 0;
}

function misfit([operation, path]: Edit, why: string): TypeError {
  return new TypeError(`The edit "${operation}" at ${JSON.stringify(path)} does not fit the value: ${why}.`);
}

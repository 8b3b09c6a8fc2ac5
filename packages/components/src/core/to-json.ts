import { types } from "node:util";
import type { JsonValue } from "@vitrine/protocol";
import { showGiven } from "../options/show-given.ts";

const deepest = 200;

/**
 * A copy of a value as JSON holds it: `toJSON` is honoured, keys that hold undefined are left out. Throws a `TypeError`
 * with the place and the remedy for what JSON would lose or cannot hold.
 */
export function toJson(value: unknown): JsonValue {
  return new Copying().copy(value, "");
}

/** One copy in the making. */
class Copying {
  // The place that is copied, written out only where it is wrong.
  readonly #path: (string | number)[] = [];
  /** The objects that the place lies in, to find cycles. */
  readonly #around = new Set<object>();

  copy(given: unknown, key: string): JsonValue {
    const value = honourToJson(given, key);
    if (value === null || typeof value === "string" || typeof value === "boolean") return value;
    if (typeof value === "number") {
      if (Number.isFinite(value)) return value;
      throw this.#refuse(value, "JSON has only finite numbers; give null or a text instead");
    }
    if (typeof value === "bigint") throw this.#refuse(value, "use Number(value) or String(value)");
    if (typeof value !== "object") throw this.#refuse(value, "JSON cannot hold it; give null or leave it out");
    if (types.isMap(value)) throw this.#refuse(value, "use Object.fromEntries(map)");
    if (types.isSet(value) || ArrayBuffer.isView(value)) throw this.#refuse(value, "use Array.from(value)");
    if (this.#around.has(value)) throw this.#refuse(null, "leave the inner one out", "holds itself");
    if (this.#around.size >= deepest) {
      throw this.#refuse(null, "make it flatter", `is nested more than ${deepest} deep`);
    }
    this.#around.add(value);
    const copied = Array.isArray(value) ? this.#copyList(value) : this.#copyRecord(value as Record<string, unknown>);
    this.#around.delete(value);
    return copied;
  }

  #copyList(list: readonly unknown[]): JsonValue {
    const copied: JsonValue[] = [];
    for (let index = 0; index < list.length; index++) {
      this.#path.push(index);
      // Only what has a toJSON of its own asks for its key.
      copied.push(this.copy(list[index], typeof list[index] === "object" ? String(index) : ""));
      this.#path.pop();
    }
    return copied;
  }

  #copyRecord(record: Readonly<Record<string, unknown>>): JsonValue {
    const copied: Record<string, JsonValue> = {};
    for (const key of Object.keys(record)) {
      const item = record[key];
      if (item === undefined) continue;
      this.#path.push(key);
      const value = this.copy(item, key);
      this.#path.pop();
      // An assignment to it would change the prototype instead.
      if (key === "__proto__") Object.defineProperty(copied, key, { value, ...ownField });
      else copied[key] = value;
    }
    return copied;
  }

  #refuse(value: unknown, remedy: string, what = `is ${showGiven(value)}`): TypeError {
    const path = this.#path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
    const where = path === "" ? "the value" : `the value at ${path.length > 80 ? `${path.slice(0, 79)}…` : path}`;
    return new TypeError(`${where} ${what}, which cannot be sent as JSON: ${remedy}.`);
  }
}

const ownField = { writable: true, enumerable: true, configurable: true } as const;

function honourToJson(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === "function" ? (toJSON.call(value, key) as unknown) : value;
}

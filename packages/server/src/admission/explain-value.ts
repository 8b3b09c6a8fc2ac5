import { showJson } from "@vitrine/protocol";
import type { ErrorObject } from "ajv/dist/2020.js";

/** A value as it may stand in a message to a person: short, on one line. */
export function showValue(value: unknown): string {
  return value === undefined ? "nothing" : showJson(value, 60);
}

type Explain = (parameters: Record<string, unknown>, value: unknown, schema: { description?: unknown }) => string;

const size = (value: unknown): number =>
  typeof value === "string" ? Array.from(value).length : Object.keys(value ?? {}).length;

const count = (items: unknown): string => `${String(items)} ${items === 1 ? "item" : "items"}`;

const explanations: Readonly<Record<string, Explain>> = {
  maximum: (limits, value) => `must be at most ${String(limits["limit"])}, got ${showValue(value)}`,
  minimum: (limits, value) => `must be at least ${String(limits["limit"])}, got ${showValue(value)}`,
  exclusiveMaximum: (limits, value) => `must be below ${String(limits["limit"])}, got ${showValue(value)}`,
  exclusiveMinimum: (limits, value) => `must be above ${String(limits["limit"])}, got ${showValue(value)}`,
  multipleOf: (limits, value) => `must be a multiple of ${String(limits["multipleOf"])}, got ${showValue(value)}`,
  maxLength: (limits, value) => `may have at most ${String(limits["limit"])} characters, got ${size(value)}`,
  minLength: (limits, value) => `must have at least ${String(limits["limit"])} characters, got ${size(value)}`,
  maxItems: (limits, value) => `may have at most ${count(limits["limit"])}, got ${size(value)}`,
  minItems: (limits, value) =>
    size(value) === 0
      ? `is empty: give it at least ${count(limits["limit"])}`
      : `must have at least ${count(limits["limit"])}, got ${size(value)}`,
  uniqueItems: (_, value) => `must not hold an item twice, got ${showValue(value)}`,
  enum: (limits, value) => `must be one of ${listValues(limits["allowedValues"])}, got ${showValue(value)}`,
  const: (limits, value) => `must be ${showValue(limits["allowedValue"])}, got ${showValue(value)}`,
  type: (limits, value) => `must be ${nameType(limits["type"])}, got ${showValue(value)}`,
  required: (limits, value) => `lacks "${String(limits["missingProperty"])}", got ${showValue(value)}`,
  pattern: (_, value, { description }) =>
    typeof description === "string"
      ? `must be ${description.replace("Formatted", "formatted")}, got ${showValue(value)}`
      : `has a form that is not accepted, got ${showValue(value)}`,
};

/** The complaint that tells most of what is wrong with a value; null where there is none. */
export function tellingError(errors: readonly ErrorObject[]): ErrorObject | null {
  const last = errors.at(-1);
  if (last === undefined) return null;
  // A choice between forms reports each form's complaint before its own; one that is not about the type tells most.
  const telling = errors.find(({ keyword }) => keyword !== "type") ?? last;
  return telling === last ? (errors[0] ?? last) : telling;
}

/** What is wrong with a value, as the end of a sentence that begins with its name. */
export function explainSchemaErrors(errors: readonly ErrorObject[]): string {
  const error = tellingError(errors);
  if (error === null) return "is not accepted";
  const place = error.instancePath === "" ? "" : placeOf(error.instancePath);
  const explain = explanations[error.keyword];
  const text =
    explain?.(error.params, error.data, (error.parentSchema ?? {}) as { description?: unknown }) ??
    `${error.message ?? "is not accepted"}, got ${showValue(error.data)}`;
  return place === "" ? text : `is wrong at ${place}: it ${text}`;
}

function placeOf(pointer: string): string {
  return pointer.slice(1).replaceAll("~1", "/").replaceAll("~0", "~").slice(0, 80);
}

function listValues(values: unknown): string {
  if (!Array.isArray(values)) return showValue(values);
  const shown = values.slice(0, 12).map(showValue).join(", ");
  return values.length > 12 ? `${shown}, … (${values.length} choices)` : shown;
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  null: "empty",
};

function nameType(type: unknown): string {
  const types = Array.isArray(type) ? type : [type];
  return types.map((one) => typeNames[String(one)] ?? String(one)).join(" or ");
}

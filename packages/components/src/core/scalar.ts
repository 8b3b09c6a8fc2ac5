import type { JsonObject } from "@vitrine/protocol";
import { showGiven } from "../options/show-given.ts";

/** The given value if it is a text; throws a `TypeError` that tells what it is instead. */
export function asText(given: unknown): string {
  if (typeof given === "string") return given;
  throw new TypeError(`a text is needed, got ${showGiven(given)}: convert it, for example with String(value).`);
}

/** The given value if it is true or false; throws a `TypeError` that tells what it is instead. */
export function asFlag(given: unknown): boolean {
  if (typeof given === "boolean") return given;
  throw new TypeError(`true or false is needed, got ${showGiven(given)}: convert it, for example with Boolean(value).`);
}

/** The given value if it is a finite number; throws a `TypeError` that tells what it is instead. */
export function asNumber(given: unknown): number {
  if (typeof given === "number" && Number.isFinite(given)) return given;
  const remedy = typeof given === "number" ? "check the computation" : "convert it, for example with Number(value)";
  throw new TypeError(`a finite number is needed, got ${showGiven(given)}: ${remedy}.`);
}

/** The smallest and the largest number allowed; undefined for none. */
export interface Range {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** The given value if it is a number in the range; throws a `TypeError` with the bound that it crosses. */
export function asNumberWithin(given: unknown, { min, max }: Range): number {
  const value = asNumber(given);
  if (min !== undefined && value < min) throw new TypeError(`${value} is below min (${min}): give at least ${min}.`);
  if (max !== undefined && value > max) throw new TypeError(`${value} is above max (${max}): give at most ${max}.`);
  return value;
}

/** JSON Schema of a number in a range. */
export function rangeSchema({ min, max }: Range): JsonObject {
  return {
    type: "number",
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
  };
}

import type { Choice, Value } from "@vitrine/components";
import { showValue } from "../base/show-value.ts";

// Known by a brand, not by `instanceof`: a script may hold two copies of this module.
const updateBrand = Symbol.for("vitrine.update");
const keepBrand = Symbol.for("vitrine.keep");

/** What `keep` is. */
export interface Keep {
  readonly $keep: true;
}

/** A change of an output's component. */
export interface Update<V = any> {
  readonly $update: V;
}

/** What can be changed of a component: its value, and its options by their names. */
interface UpdateProps<V = unknown> {
  readonly value?: V | undefined;
  readonly label?: string | undefined;
  readonly info?: string | undefined;
  readonly choices?: readonly Choice[] | undefined;
  readonly visible?: boolean | undefined;
  readonly interactive?: boolean | undefined;
  readonly placeholder?: string | undefined;
  readonly lines?: number | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly step?: number | undefined;
  readonly variant?: "primary" | "secondary" | "stop" | undefined;
}

/** In an output's place: leaves it as it is. */
export const keep: Keep = Object.freeze({ $keep: true, [keepBrand]: true });

/** In an output's place: changes its component's options, and its value where `value` is given. Throws a `TypeError` for no object. */
export function update<const V extends Value = never>(props: UpdateProps<V>): Update<V> {
  if (typeof props !== "object" || props === null || Array.isArray(props)) {
    throw new TypeError(`update: give an object such as { label: "…" }, got ${showValue(props)}.`);
  }
  return { $update: props, [updateBrand]: true } as unknown as Update<V>;
}

/** Whether a value is `keep`. */
export function isKeep(value: unknown): boolean {
  return typeof value === "object" && value !== null && keepBrand in value;
}

/** What an update changes; null for any other value. */
export function changesOf(value: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof value !== "object" || value === null || !(updateBrand in value)) return null;
  return (value as unknown as { readonly $update: Readonly<Record<string, unknown>> }).$update;
}

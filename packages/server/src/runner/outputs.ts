import { type ConversionContext, implementation } from "@vitrine/components";
import type { JsonValue } from "@vitrine/protocol";
import type { FunctionDeclaration, PortDeclaration } from "../app-model/declaration.ts";
import { changesOf, isKeep } from "../app-model/update.ts";
import { messageOf } from "../base/print-error.ts";
import type { SessionState } from "./state/state.ts";
import { mergeWire, noChange, plainValue, writeUpdate } from "./state/write-update.ts";

/** In the place of an output whose value stays as it is. */
export const unchanged: unique symbol = Symbol("unchanged");

/**
 * One value an output (or `unchanged`) of what a function gave. Throws a `TypeError` for nothing, for a wrong number
 * of values and for a wrong shape.
 */
export function spreadResult(declaration: FunctionDeclaration, result: unknown): unknown[] {
  const { label, outputs, outputShape } = declaration;
  if (outputs.length === 0) return [];
  if (result === undefined) throw nothing(declaration);
  if (outputShape === "single") return [result];
  if (outputShape === "record") return spreadRecord(declaration, result);
  if (!Array.isArray(result)) {
    throw new TypeError(
      `"${label}" gave ${kindOf(result)}, but it has ${outputs.length} outputs (${names(outputs)}): return an array of ${outputs.length}.`,
    );
  }
  if (result.length !== outputs.length) {
    throw new TypeError(
      `"${label}" gave ${result.length} values, but it has ${outputs.length} outputs (${names(outputs)}): return one value for each.`,
    );
  }
  const missing = result.findIndex((value) => value === undefined);
  if (missing >= 0) {
    throw new TypeError(
      `"${label}" gave nothing for its output "${outputs[missing]!.name}": return a value, or null to clear it.`,
    );
  }
  return [...(result as unknown[])];
}

function spreadRecord({ label, outputs }: FunctionDeclaration, result: unknown): unknown[] {
  if (typeof result !== "object" || result === null || Array.isArray(result)) {
    throw new TypeError(`"${label}" gave ${kindOf(result)}: return an object with the keys ${names(outputs)}.`);
  }
  const known = new Set(outputs.map(keyOf));
  const stray = Object.keys(result).find((key) => !known.has(key));
  if (stray !== undefined) {
    throw new TypeError(`"${label}" gave a value for "${stray}", but its outputs are ${names(outputs)}.`);
  }
  return outputs.map((output) => {
    const value = (result as Record<string, unknown>)[keyOf(output)];
    return value === undefined ? unchanged : value;
  });
}

/** The error of a function that gave nothing where a value was due. */
export function nothing({ label, outputs, outputShape }: FunctionDeclaration): TypeError {
  const remedy =
    outputShape === "single"
      ? `return a value for its output "${outputs[0]!.name}", or null to clear it`
      : `return ${outputShape === "list" ? "an array" : "an object"} with its outputs (${names(outputs)})`;
  return new TypeError(`"${label}" returned nothing: ${remedy}.`);
}

/** Where converted values go and what they need. */
export interface OutputTarget {
  readonly conversion: ConversionContext;
  readonly state: SessionState;
  /** The hash of the session whose State is written. */
  readonly session: string;
}

/**
 * The wire values of one result; `previous` stand in for those that stay. State is kept and crosses as null. Throws a
 * `TypeError` that names the output for a value that its component cannot show.
 */
export async function writeOutputs(
  { label, outputs }: FunctionDeclaration,
  values: readonly unknown[],
  previous: readonly JsonValue[],
  target: OutputTarget,
): Promise<JsonValue[]> {
  const wire: JsonValue[] = [];
  for (const [index, output] of outputs.entries()) {
    const value = values[index];
    const before = previous[index] ?? null;
    if (value === unchanged || isKeep(value)) {
      wire.push(output.isState ? null : before);
      continue;
    }
    try {
      const written = writeValue(output, value, target);
      // Most values are written at once: a turn of promises for each would be most of what a small yield costs.
      wire.push(mergeWire(before, isPromise(written) ? await written : written));
    } catch (error) {
      const kind = output.isState ? "keep" : "show";
      throw new TypeError(
        `"${label}" gave a value that its output "${output.name}" cannot ${kind}: ${messageOf(error)}`,
        { cause: error },
      );
    }
  }
  return wire;
}

function writeValue(
  { component: declared, componentId, isState }: PortDeclaration,
  value: unknown,
  { conversion, state, session }: OutputTarget,
): JsonValue | Promise<JsonValue> {
  const component = state.readComponent(session, componentId, declared);
  const change = changesOf(value);
  if (isState) {
    if (change === null) state.write(session, componentId, value);
    else if ("value" in change) state.write(session, componentId, change["value"]);
    return null;
  }
  if (change !== null)
    return writeUpdate(component, change, conversion, (made, props) =>
      state.writeComponent(session, componentId, props, made),
    );
  if (value === null) return null;
  const written = component[implementation].postprocess(value, conversion);
  return isPromise(written) ? written.then(plainValue) : plainValue(written);
}

// A component of an app's own may bring a promise of another kind.
function isPromise(written: JsonValue | Promise<JsonValue>): written is Promise<JsonValue> {
  return typeof written === "object" && written !== null && typeof (written as Promise<JsonValue>).then === "function";
}

/** What stands for each output before the function gave anything: nothing changes. */
export function untouched({ outputs }: FunctionDeclaration): JsonValue[] {
  return outputs.map(({ isState }) => (isState ? null : noChange));
}

function keyOf({ key, name }: PortDeclaration): string {
  return key ?? name;
}

function names(outputs: readonly PortDeclaration[]): string {
  return outputs.map((output) => `"${keyOf(output)}"`).join(", ");
}

/** What a value is, for a message. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

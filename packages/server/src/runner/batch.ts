import type { FunctionDeclaration } from "../app-model/declaration.ts";
import { kindOf, nothing, unchanged } from "./outputs.ts";

/** What a batch gave for one call. */
export type Place =
  /** One value an output, or `unchanged`. */
  | { readonly kind: "values"; readonly values: readonly unknown[] }
  | { readonly kind: "error"; readonly error: unknown }
  /** Nothing new for this call. */
  | { readonly kind: "none" };

/** The rows of values that the calls sent, turned into a column for each input. */
export function columnsOf(rows: readonly (readonly unknown[])[], inputs: number): unknown[][] {
  return Array.from({ length: inputs }, (_, input) => rows.map((row) => row[input]));
}

/**
 * What a batched function gave, call by call. Throws a `TypeError` for a wrong shape and for a column of the wrong length.
 */
export function splitBatch(declaration: FunctionDeclaration, result: unknown, count: number): Place[] {
  const { label, outputs } = declaration;
  if (outputs.length === 0) {
    return Array.from({ length: count }, (_, index) => {
      const at: unknown = Array.isArray(result) ? result[index] : null;
      return at instanceof Error ? { kind: "error", error: at } : { kind: "values", values: [] };
    });
  }
  if (result === undefined) throw nothing(declaration);
  const columns = columnsIn(declaration, result);
  for (const [index, column] of columns.entries()) {
    const name = `"${outputs[index]!.name}"`;
    if (!Array.isArray(column)) {
      throw new TypeError(`"${label}" is batched and gave ${kindOf(column)} for ${name}: return an array of ${count}.`);
    }
    if (column.length !== count) {
      throw new TypeError(
        `"${label}" received a batch of ${count} calls and gave ${column.length} values for ${name}: return ${count}, one a call.`,
      );
    }
  }
  return Array.from({ length: count }, (_, call) => {
    const row = columns.map((column) => (column as unknown[])[call]);
    const error = row.find((value) => value instanceof Error);
    if (error !== undefined) return { kind: "error", error };
    if (row.every((value) => value === undefined)) return { kind: "none" };
    return { kind: "values", values: row.map((value) => (value === undefined ? unchanged : value)) };
  });
}

function columnsIn({ label, outputs, outputShape }: FunctionDeclaration, result: unknown): unknown[] {
  if (outputShape === "single") return [result];
  if (outputShape === "list") {
    if (Array.isArray(result) && result.length === outputs.length) return result as unknown[];
    throw new TypeError(
      `"${label}" is batched and gave ${kindOf(result)}, but it has ${outputs.length} outputs: return an array of ${outputs.length} arrays, one an output.`,
    );
  }
  if (typeof result === "object" && result !== null && !Array.isArray(result)) {
    return outputs.map(({ key, name }) => (result as Record<string, unknown>)[key ?? name]);
  }
  throw new TypeError(
    `"${label}" is batched and gave ${kindOf(result)}: return an object with an array for each output.`,
  );
}

import type { ReadFunction } from "./declare-function.ts";

/** A function some of whose inputs have no name that an author chose. */
export interface UnnamedInputs {
  /** `/predict`. */
  readonly label: string;
  /** `param_0`, … */
  readonly names: readonly string[];
}

/** What of a function's inputs the author did not name; nothing where the API does not list it. */
export function unnamedInputs({ options, inputs }: ReadFunction, label: string): UnnamedInputs[] {
  const names = inputs.ports.filter(({ named, isState }) => !named && !isState).map(({ name }) => name);
  return names.length === 0 || (options.apiVisibility ?? "public") !== "public" ? [] : [{ label, names }];
}

/** One sentence for the author of public functions whose callers must use made-up names; none where all have names. */
export function warnUnnamed(functions: readonly UnnamedInputs[]): string[] {
  if (functions.length === 0) return [];
  const labels = functions.map(({ label }) => label).join(", ");
  const names = [...new Set(functions.flatMap((one) => one.names))].toSorted().join(", ");
  return [
    `${labels}: callers of the API must say ${names}; name the inputs, as in Textbox({ name: "text" }) or inputs: { text: Textbox() }.`,
  ];
}

import type { ComponentConfig, ErrorData, InitialValues } from "@vitrine/protocol";

/** What stands in for "no problem": problems by component id. */
export type Problems = Readonly<Record<number, string | undefined>>;

/** The words above a component. */
export function labelOf({ props }: ComponentConfig): string {
  return typeof props["label"] === "string" ? props["label"] : "";
}

/** Whether a component is on the page at all. */
export function isShown({ type, props }: ComponentConfig): boolean {
  return type !== "state" && props["visible"] !== false && props["visible"] !== "hidden";
}

/** Inputs that must be given and are not, each with what to say. What an input was given at start counts when it is empty now. */
export function missingInputs(
  inputs: readonly ComponentConfig[],
  values: Readonly<Record<number, unknown>>,
  initial: InitialValues,
): Record<number, string> {
  const missing = inputs.filter(
    (input) =>
      isShown(input) &&
      input.props["optional"] !== true &&
      (values[input.id] ?? null) === null &&
      (initial[input.id] ?? null) === null,
  );
  return Object.fromEntries(missing.map((input) => [input.id, `Please give ${labelOf(input) || "a value"}.`]));
}

/** A refused call's problems by component id; null where the error belongs to no input that is on the page. */
export function fieldProblems(
  error: ErrorData | null,
  inputs: readonly ComponentConfig[],
): Record<number, string> | null {
  const fields = (error?.fields ?? []).flatMap(({ index, message }) => {
    const input = inputs[index];
    return input && isShown(input) ? [[input.id, message] as const] : [];
  });
  return fields.length > 0 ? Object.fromEntries(fields) : null;
}

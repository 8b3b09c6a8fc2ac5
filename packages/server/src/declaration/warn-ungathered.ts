import type { FunctionDeclaration } from "../app-model/declaration.ts";

/** Sentences for the author of batched functions whose calls never gather, because each finds a free slot at once. */
export function warnUngathered(
  functions: readonly Pick<FunctionDeclaration, "label" | "batch" | "batchTimeoutMs" | "group">[],
  groups: Readonly<Record<string, number | null>>,
): string[] {
  return functions
    .filter(({ batch, batchTimeoutMs, group }) => batch && batchTimeoutMs === "adaptive" && groups[group] === null)
    .map(
      ({ label }) =>
        `${label}: without a limit of calls at once each call starts alone, so no batch gathers; give a concurrencyLimit, or batchTimeoutMs a time.`,
    );
}

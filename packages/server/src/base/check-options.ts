import { explainUnknownOption } from "@vitrine/components";
import { gradioOptions, nameHere } from "./gradio-options.ts";
import type { OptionCheck } from "./option-checks.ts";
import { showValue } from "./show-value.ts";

/** The options of one place, by name. */
export type OptionTable = Readonly<Record<string, OptionCheck>>;

/**
 * Refuses options that are unknown, not built yet, or of a wrong value. Undefined counts as left out.
 * Throws a `TypeError`, or a `RangeError` for a number outside its range, that names the place and the remedy.
 */
export function checkOptions(
  where: string,
  given: unknown,
  tables: { readonly known: OptionTable; readonly notYet: Readonly<Record<string, string>> },
): void {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new TypeError(`${where}: the options must be an object such as { … }, got ${showValue(given)}.`);
  }
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const check = own(tables.known, name);
    if (check === undefined) throw new TypeError(explainRefusal(where, name, tables));
    const problem = check(value);
    if (problem === null) continue;
    const message = `${where}: ${name} ${problem.text}.`;
    throw problem.range ? new RangeError(message) : new TypeError(message);
  }
}

function explainRefusal(
  where: string,
  name: string,
  { known, notYet }: { known: OptionTable; notYet: Readonly<Record<string, string>> },
): string {
  const ours = nameHere(name);
  const today = own(notYet, ours);
  if (today !== undefined) return `${where}: ${name} is not available yet: ${today}.`;
  if (own(gradioOptions, name) !== undefined && own(known, ours) !== undefined) {
    return `${where}: unknown option ${JSON.stringify(name)}; did you mean ${ours}?`;
  }
  return explainUnknownOption(where, name, Object.keys(known));
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

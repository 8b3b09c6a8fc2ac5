import { implementation } from "@vitrine/components";
import type { AppDeclaration, PortDeclaration } from "../app-model/declaration.ts";
import { messageOf } from "../base/print-error.ts";
import { keptCopy } from "../base/kept-copy.ts";

/**
 * Refuses an app whose State begins with what cannot be kept; throws a `TypeError` that names the State, the function and
 * what may be kept. What makes the values is called once for that; where it throws, calls will tell.
 */
export function checkStates({ functions }: Pick<AppDeclaration, "functions">): void {
  const seen = new Set<number>();
  for (const { label, inputs, outputs } of functions) {
    for (const port of [...inputs, ...outputs]) {
      if (!port.isState || seen.has(port.componentId)) continue;
      seen.add(port.componentId);
      checkState(port, label);
    }
  }
}

function checkState({ name, component }: PortDeclaration, label: string): void {
  const made = attempt(component[implementation].initial as () => unknown);
  if (made === null) return;
  try {
    keptCopy(made.value);
  } catch (error) {
    throw new TypeError(`The first value of the State "${name}" of "${label}" cannot be kept: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function attempt(make: () => unknown): { readonly value: unknown } | null {
  try {
    return { value: make() };
  } catch {
    return null;
  }
}

import { type CommonProps, type ConversionContext, implementation, isUserError } from "@vitrine/components";
import type { FieldProblem, JsonObject, JsonValue } from "@vitrine/protocol";
import type { FunctionDeclaration, PortDeclaration, PortShape } from "../app-model/declaration.ts";
import type { RunCall } from "../channel/messages.ts";
import { messageOf } from "../base/print-error.ts";
import type { SessionState } from "./state/state.ts";

/** Values that a component could not read; `fields` says which. */
export class InvalidInput extends Error {
  readonly fields: readonly FieldProblem[];

  constructor(field: FieldProblem) {
    super(field.message);
    this.name = "InvalidInput";
    this.fields = [field];
  }
}

/** What the function receives, one value an input. Throws `InvalidInput` for a value that its component cannot read. */
export async function readInputs(
  { inputs }: FunctionDeclaration,
  call: RunCall,
  conversion: ConversionContext,
  state: SessionState,
): Promise<unknown[]> {
  const values: unknown[] = [];
  for (const [index, input] of inputs.entries())
    values.push(await readInput(input, index, call, { conversion, state }));
  return values;
}

/** What the function receives for one input. Throws `InvalidInput` for a value that its component cannot read. */
export async function readInput(
  input: PortDeclaration,
  index: number,
  call: RunCall,
  { conversion, state }: { readonly conversion: ConversionContext; readonly state: SessionState },
): Promise<unknown> {
  const { session } = call.caller;
  if (input.isState) return readState(input, session, state);
  const component = state.readComponent(session, input.componentId, input.component);
  return await readValue({ name: input.name, component }, index, call, conversion);
}

async function readValue(
  { component, name }: Pick<PortDeclaration, "component" | "name">,
  index: number,
  call: RunCall,
  conversion: ConversionContext,
): Promise<unknown> {
  const wire = call.data[index] ?? null;
  // Only an optional input is null here: the gateway asks for the others.
  if (wire === null && (component.props as CommonProps).optional === true) return null;
  try {
    checkRange(component[implementation].schema, wire);
    return await component[implementation].preprocess(wire, conversion);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new InvalidInput({ name, index, message: messageOf(error) });
  }
}

/** Refuses numbers beyond the ends of a component, which a function may have moved since the call was accepted. */
function checkRange({ minimum, maximum }: JsonObject, wire: JsonValue): void {
  if (typeof wire !== "number") return;
  if (typeof minimum === "number" && wire < minimum) throw new TypeError(`must be at least ${minimum}, got ${wire}.`);
  if (typeof maximum === "number" && wire > maximum) throw new TypeError(`must be at most ${maximum}, got ${wire}.`);
}

function readState({ component, componentId, name }: PortDeclaration, session: string, state: SessionState): unknown {
  try {
    return state.read(session, componentId, component[implementation].initial as () => unknown);
  } catch (error) {
    if (isUserError(error)) throw error;
    throw new TypeError(`The first value of the State "${name}" cannot be used: ${messageOf(error)}`, { cause: error });
  }
}

/** The function's arguments before its context, in the form in which the author declared the inputs. */
export function argumentsOf(
  shape: PortShape,
  ports: readonly PortDeclaration[],
  values: readonly unknown[],
): unknown[] {
  if (shape !== "record") return [...values];
  return [Object.fromEntries(ports.map(({ key, name }, index) => [key ?? name, values[index]]))];
}

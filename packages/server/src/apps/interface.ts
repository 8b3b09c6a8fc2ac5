import type { CommonProps } from "@vitrine/components";
import type { ApiInput, ApiOutput, Endpoint } from "../app-model/api-types.ts";
import { App, type AppParts } from "./app.ts";
import { checkOptions, type OptionTable } from "../base/check-options.ts";
import type { ComponentDeclaration } from "../app-model/declaration.ts";
import {
  declareFunction,
  memberOf,
  readFunction,
  type CheckedOptions,
  type ReadFunction,
} from "../declaration/declare-function.ts";
import { functionOptions, type EndpointOptions } from "../options/function-options.ts";
import { labelOf } from "../declaration/labels.ts";
import { notYetOfFunctions } from "../options/not-yet.ts";
import { filledText, text, wrong, type OptionCheck } from "../base/option-checks.ts";
import { placedTwice } from "../declaration/read-ports.ts";
import type { Ports } from "../app-model/signature.ts";
import { unnamedInputs } from "../declaration/warn-unnamed.ts";

/** The words of an Interface's page. */
export interface InterfaceTexts {
  /** The heading of the page; "Demo" where left out. */
  readonly title?: string | undefined;
  /** Markdown above the demo. */
  readonly description?: string | undefined;
  /** Markdown below the demo. */
  readonly article?: string | undefined;
  readonly submitLabel?: string | undefined;
  readonly stopLabel?: string | undefined;
  readonly clearLabel?: string | undefined;
}

/** All that declares an Interface. A `type`, since an interface cannot extend the union of plain and batched functions. */
export type InterfaceOptions<I extends Ports, O extends Ports, Name extends string> = EndpointOptions<I, O> &
  InterfaceTexts & {
    /** The endpoint's name without a slash; "predict" where left out. */
    readonly apiName?: Name | undefined;
  };

/** Takes an endpoint's name. */
export const endpointName: OptionCheck = (value) =>
  typeof value === "string" && /^[A-Za-z_][A-Za-z0-9_-]*$/.test(value)
    ? null
    : wrong('a name such as "predict", of letters, digits, _ and -, without a slash', value);

const known: OptionTable = {
  ...functionOptions,
  title: filledText,
  description: text,
  article: text,
  submitLabel: filledText,
  stopLabel: filledText,
  clearLabel: filledText,
  apiName: endpointName,
};

/**
 * A page with the inputs of one function on the left and its outputs on the right, and the endpoint `/predict`.
 * Throws a `TypeError` or a `RangeError` for every option that cannot work.
 */
export class Interface<
  const I extends Ports,
  const O extends Ports,
  const Name extends string = "predict",
> extends App {
  /** Tells an Interface from other things in a layout. */
  readonly kind = "interface" as const;
  /** Types of the endpoints for a client; exists in types alone. */
  declare readonly $api: { [K in `/${Name}`]: Endpoint<ApiInput<I>, ApiOutput<O>> };

  constructor(options: InterfaceOptions<I, O, Name>) {
    checkOptions("Interface", options, { known, notYet: notYetOfFunctions });
    super(declareInterface(options));
  }
}

function declareInterface(
  options: CheckedOptions & InterfaceTexts & { readonly apiName?: string | undefined },
): AppParts {
  const read = readFunction("Interface", options);
  const components = placeComponents(read);
  const apiName = options.apiName ?? "predict";
  const label = `/${apiName}`;
  const ids = new Map(components.map(({ component, id }) => [component, id]));
  const declared = declareFunction(read, {
    id: 1,
    label,
    apiName: options.apiVisibility === "private" ? false : apiName,
    targets: [[null, "submit"]],
    idOf: (component) => ids.get(component)!,
  });
  return {
    title: options.title ?? "Demo",
    mode: "interface",
    description: options.description ?? null,
    article: options.article ?? null,
    components,
    functions: [declared],
    interface: {
      function: declared.id,
      submitLabel: options.submitLabel ?? "Submit",
      stopLabel: options.stopLabel ?? "Stop",
      clearLabel: options.clearLabel ?? "Clear",
    },
    unnamed: unnamedInputs(read, label),
    members: [memberOf(declared.id, options)],
    boxes: [],
    controls: [],
    layout: { id: components.length + 1, children: components.map(({ id }) => ({ id, children: [] })) },
  };
}

/** Every component once, inputs first. A State may stand on both sides; any other component has one place. */
function placeComponents({ inputs, outputs }: ReadFunction): ComponentDeclaration[] {
  if (inputs.ports.length === 0 && outputs.ports.length === 0) {
    throw new TypeError("Interface: inputs and outputs are both empty; give a component to one of them.");
  }
  const both = new Set(inputs.ports.map(({ component }) => component));
  const added = outputs.ports.filter(({ component, isState }) => {
    if (both.has(component) && !isState) throw new TypeError(placedTwice("Interface", "outputs", component));
    return !both.has(component);
  });
  return [...inputs.ports, ...added].map(({ component, name, named, isState }, index) => ({
    id: index + 1,
    name: isState ? null : name,
    label: labelOf({
      label: (component.props as CommonProps).label,
      name: named ? name : null,
      kind: component.kind,
    }),
    component,
  }));
}

import { implementation, type CommonProps, type ConversionContext } from "@vitrine/components";
import type { DependencyConfig, JsonObject, JsonValue } from "@vitrine/protocol";
import type {
  AppDeclaration,
  BoxDeclaration,
  ComponentDeclaration,
  ControlDeclaration,
  FunctionDeclaration,
  PortDeclaration,
} from "../app-model/declaration.ts";
import type { StoredFile } from "../files/stored-file.ts";
import { checkStates } from "./check-states.ts";
import type {
  AppDescription,
  ComponentDescription,
  FunctionDescription,
  QueueSettings,
} from "../app-model/description.ts";

const triggerModes = { once: "once", multiple: "multiple", alwaysLast: "always_last" } as const;

/**
 * What the gateway is told of an app. `files` is the list to which the context's file access adds what it stores; it is read
 * when every initial value has been converted. Rejects with a `TypeError` that names the component for an initial value
 * that cannot be converted or kept.
 */
export async function describeApp(
  declaration: AppDeclaration,
  context: ConversionContext,
  files: readonly StoredFile[],
): Promise<AppDescription> {
  const { title, mode, description, article, queue } = declaration;
  const inputIds = new Set(declaration.functions.flatMap(({ inputs }) => inputs.map(({ componentId }) => componentId)));
  const outputIds = new Set(
    declaration.functions.flatMap(({ outputs }) => outputs.map(({ componentId }) => componentId)),
  );
  const buttons = new Set(
    declaration.components.flatMap(({ id, component }) => (component.kind === "button" ? id : [])),
  );
  // What no function fills in is a visitor's to change; a button is there to be clicked, whatever changes its words.
  const isInput = (id: number): boolean => inputIds.has(id) || !outputIds.has(id) || buttons.has(id);
  checkStates(declaration);
  const initial: Record<number, JsonValue> = {};
  for (const component of declaration.components) {
    initial[component.id] = await initialValue(component, isInput(component.id), context);
  }
  return {
    title,
    mode,
    description,
    article,
    components: [
      ...declaration.components.map((component) => describeComponent(component, isInput(component.id))),
      ...declaration.boxes.map(describeBox),
    ],
    functions: declaration.functions.map((fn) => describeFunction(fn, declaration.queue)),
    controls: declaration.controls.map(describeControl),
    layout: declaration.layout,
    interface: declaration.interface && {
      dependency: declaration.interface.function,
      submitLabel: declaration.interface.submitLabel,
      stopLabel: declaration.interface.stopLabel,
      clearLabel: declaration.interface.clearLabel,
    },
    initial,
    files: [...files],
    queue,
  };
}

async function initialValue(
  { component, label }: ComponentDeclaration,
  isInput: boolean,
  context: ConversionContext,
): Promise<JsonValue> {
  const half = component[implementation];
  const { hidden, initial, pageDefault } = half;
  if (hidden) return null;
  // An output is empty until there is a result; what a visitor would start from means nothing there.
  if (initial === undefined || initial === null) return isInput ? pageDefault : null;
  try {
    return await half.postprocess(initial, context);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TypeError(`The initial value of ${JSON.stringify(label)} (${component.kind}) cannot be used: ${reason}`, {
      cause: error,
    });
  }
}

function describeComponent(
  { id, name, label, component }: ComponentDeclaration,
  isInput: boolean,
): ComponentDescription {
  const { schema, wireProps, hidden, fileSlots, initial, pageDefault } = component[implementation];
  // What the page would begin with stands in for what a program leaves out, too; not where nothing is a value.
  const given = initial ?? null;
  const { optional = false, visible = true, interactive = isInput, info } = component.props as CommonProps;
  const props: JsonObject = { ...wireProps, label, name, optional, visible, interactive, info: info ?? null };
  return {
    id,
    type: component.kind,
    props,
    skip_api: hidden,
    api_info: schema,
    fileSlots,
    optional,
    hasDefault: !hidden && (given !== null || (isInput && pageDefault !== null && !optional)),
  };
}

function describeBox({ id, kind, props }: BoxDeclaration): ComponentDescription {
  return { id, type: kind, props, skip_api: true, api_info: {}, fileSlots: [], optional: true, hasDefault: false };
}

/** An event that only cancels, as clients of Gradio read it. */
function describeControl({ id, targets, cancels }: ControlDeclaration): DependencyConfig {
  return {
    id,
    targets: wireTargets(targets),
    inputs: [],
    outputs: [],
    backend_fn: false,
    queue: false,
    api_name: false,
    api_visibility: "private",
    api_description: null,
    cancels,
    batch: false,
    types: { generator: false, cancel: true },
    connection: "sse",
    show_progress: "hidden",
    trigger_mode: "once",
  };
}

/** The value's name in the API; State has none. */
function nameOf({ isState, name }: PortDeclaration): string | null {
  return isState ? null : name;
}

function describeFunction(declared: FunctionDeclaration, queue: QueueSettings): FunctionDescription {
  return {
    id: declared.id,
    targets: wireTargets(declared.targets),
    inputs: declared.inputs.map(({ componentId }) => componentId),
    outputs: declared.outputs.map(({ componentId }) => componentId),
    backend_fn: true,
    queue: declared.queue,
    api_name: declared.apiName,
    api_visibility: declared.apiVisibility,
    api_description: declared.apiDescription,
    cancels: declared.cancels,
    batch: declared.batch,
    types: { generator: declared.generator, cancel: false },
    connection: "sse",
    show_progress: declared.showProgress,
    trigger_mode: triggerModes[declared.triggerMode],
    inputNames: declared.inputs.map(nameOf),
    outputNames: declared.outputs.map(nameOf),
    record: declared.outputShape === "record",
    label: declared.label,
    group: declared.group,
    maxBatchSize: declared.maxBatchSize,
    batchTimeoutMs: declared.batchTimeoutMs,
    hasBatchKey: declared.batchKey !== null,
    hasCost: declared.cost !== null,
    perCallerLimit: declared.perCallerLimit,
    rateLimit: declared.rateLimit,
    timeLimitMs: declared.timeLimitMs ?? queue.timeLimitMs,
    queueTimeoutMs: declared.queueTimeoutMs ?? queue.queueTimeoutMs,
    onDisconnect: declared.onDisconnect,
    thread: declared.thread,
    idempotent: declared.idempotent,
  };
}

/** Events by Gradio's names on the wire: `optionSelect` is `option_select`. */
function wireTargets(targets: FunctionDeclaration["targets"]): FunctionDeclaration["targets"] {
  return targets.map(([id, event]) => [id, event.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]);
}

import type { AnyComponent } from "@vitrine/components";
import type { FunctionDeclaration, PortDeclaration } from "../app-model/declaration.ts";
import type { FunctionOptions } from "../options/function-options.ts";
import { groupOf, type GroupMember } from "../options/groups.ts";
import { readPorts, type Side } from "./read-ports.ts";

/** The options of a function after each was checked on its own; what the types say about its ports is left aside. */
export interface CheckedOptions extends FunctionOptions {
  readonly inputs?: unknown;
  readonly outputs?: unknown;
  readonly fn?: FunctionDeclaration["fn"];
  readonly batch?: boolean | undefined;
  readonly maxBatchSize?: number | undefined;
  readonly batchTimeoutMs?: number | "adaptive" | undefined;
  readonly batchKey?: FunctionDeclaration["batchKey"] | undefined;
  readonly cost?: FunctionDeclaration["cost"] | undefined;
}

/** A function that has no place in an app yet. */
export interface ReadFunction {
  readonly options: CheckedOptions;
  readonly fn: FunctionDeclaration["fn"];
  readonly inputs: Side;
  readonly outputs: Side;
}

/** Checks a function's options against each other and reads its ports; throws a `TypeError` that names the remedy. */
export function readFunction(where: string, options: CheckedOptions): ReadFunction {
  const { fn, batch = false } = options;
  if (fn === undefined) throw new TypeError(`${where}: fn is missing; give the function to call.`);
  const inputs = readPorts(where, "inputs", options.inputs);
  const outputs = readPorts(where, "outputs", options.outputs);
  for (const option of ["maxBatchSize", "batchTimeoutMs", "batchKey"] as const) {
    if (!batch && options[option] !== undefined) {
      throw new TypeError(`${where}: ${option} is for batched functions; add batch: true or leave it out.`);
    }
  }
  if (options.queue === false) {
    for (const option of ["concurrencyLimit", "concurrencyId", "perCallerLimit", "cost"] as const) {
      if (options[option] !== undefined) {
        throw new TypeError(`${where}: ${option} is for calls that queue; leave it out or leave out queue: false.`);
      }
    }
    if (batch) {
      throw new TypeError(`${where}: a batch gathers in the queue; leave out queue: false or leave out batch.`);
    }
  }
  if (batch && outputs.ports.length === 0) {
    throw new TypeError(`${where}: a batched function needs an output; without one leave out batch.`);
  }
  return { options, fn, inputs, outputs };
}

/** Where a function stands in its app. */
export interface FunctionPlace {
  readonly id: number;
  readonly label: string;
  /** Without a slash; false when the function has no HTTP API. */
  readonly apiName: string | false;
  readonly targets: FunctionDeclaration["targets"];
  readonly cancels?: readonly number[];
  readonly triggerMode?: FunctionDeclaration["triggerMode"] | undefined;
  /** Whether it gives several values, where its kind does not tell. */
  readonly generator?: boolean;
  idOf(component: AnyComponent): number;
}

/** The declared form of a function. */
export function declareFunction(
  { options, fn, inputs, outputs }: ReadFunction,
  place: FunctionPlace,
): FunctionDeclaration {
  const portsOf = (side: Side): PortDeclaration[] =>
    side.ports.map(({ key, name, component, isState }) => ({
      componentId: place.idOf(component),
      key,
      name,
      component,
      isState,
    }));
  const batch = options.batch ?? false;
  return {
    id: place.id,
    label: place.label,
    fn,
    inputs: portsOf(inputs),
    inputShape: inputs.shape,
    outputs: portsOf(outputs),
    outputShape: outputs.shape,
    apiName: place.apiName,
    apiVisibility: options.apiVisibility ?? "public",
    apiDescription: options.apiDescription ?? null,
    targets: place.targets,
    showProgress: options.showProgress ?? "full",
    generator: place.generator ?? isGenerator(fn),
    batch,
    maxBatchSize: batch ? (options.maxBatchSize ?? 4) : 1,
    batchTimeoutMs: options.batchTimeoutMs ?? "adaptive",
    batchKey: options.batchKey ?? null,
    cost: options.cost ?? null,
    perCallerLimit: options.perCallerLimit ?? null,
    rateLimit: options.rateLimit ?? null,
    group: groupOf({ id: place.id, concurrencyId: options.concurrencyId, unqueued: options.queue === false }),
    timeLimitMs: options.timeLimitMs ?? null,
    queueTimeoutMs: options.queueTimeoutMs ?? null,
    onDisconnect: options.onDisconnect ?? null,
    queue: options.queue ?? true,
    thread: options.thread ?? false,
    idempotent: options.idempotent ?? false,
    cancels: place.cancels ?? [],
    triggerMode: place.triggerMode ?? "once",
  };
}

/** What a function says about its limit. */
export function memberOf(id: number, { concurrencyId, concurrencyLimit, queue }: CheckedOptions): GroupMember {
  return { id, concurrencyId, concurrencyLimit, unqueued: queue === false };
}

/** Whether a function is a generator by its kind. */
export function isGenerator(fn: FunctionDeclaration["fn"]): boolean {
  return ["GeneratorFunction", "AsyncGeneratorFunction"].includes(fn.constructor?.name);
}

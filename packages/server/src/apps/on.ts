import type { Trigger } from "@vitrine/components";
import type { ApiInput, ApiOutput, Endpoint } from "../app-model/api-types.ts";
import { checkOptions, type OptionTable } from "../base/check-options.ts";
import { readFunction, type CheckedOptions, type ReadFunction } from "../declaration/declare-function.ts";
import { functionOptions, type EndpointOptions } from "../options/function-options.ts";
import { notYetOfBlocks } from "../options/not-yet.ts";
import { oneOf, wrong } from "../base/option-checks.ts";
import { showValue } from "../base/show-value.ts";
import type { Ports } from "../app-model/signature.ts";

/** What the page does when an event comes while its function runs: nothing, one more run, or one run after it. */
type TriggerMode = "once" | "multiple" | "alwaysLast";

/** Options of an event beside those of its function. */
export interface EventOptions {
  /** Events of the same Blocks whose calls of this visitor are cancelled. */
  readonly cancels?: readonly AnyListener[] | undefined;
  /** "once" where left out, "alwaysLast" for `change`. */
  readonly triggerMode?: TriggerMode | undefined;
}

/** Any event with a function. */
export interface AnyListener {
  readonly kind: "listener";
  readonly $endpoint?: Endpoint<any, any>;
}

/** An event with a function, or an endpoint without an event. */
export interface Listener<I extends Ports, O extends Ports> {
  readonly kind: "listener";
  readonly $endpoint?: Endpoint<ApiInput<I>, ApiOutput<O>>;
}

/** An event that only cancels. */
export interface Control {
  readonly kind: "control";
}

/** Options of an event that only cancels. */
interface CancelOptions {
  readonly cancels: readonly AnyListener[];
  readonly batch?: undefined;
  readonly inputs?: undefined;
  readonly outputs?: undefined;
  readonly fn?: undefined;
}

/** One trigger, or several. */
export type On = Trigger<any> | readonly Trigger<any>[];

/** What a function finds in `context.event`. */
export type DataOf<T> =
  T extends Trigger<infer Data>
    ? Data
    : T extends readonly (infer U)[]
      ? U extends Trigger<infer Data>
        ? Data
        : never
      : never;

/** What `on` and `api` read from their arguments, before a Blocks gives it a name. */
export interface ReadListener {
  readonly triggers: readonly Trigger<any>[];
  /** null for an event that only cancels. */
  readonly read: ReadFunction | null;
  readonly cancels: readonly AnyListener[];
  readonly triggerMode: TriggerMode;
}

const declared = Symbol("declared listener");

const known: OptionTable = {
  ...functionOptions,
  cancels: (value) => (Array.isArray(value) ? null : wrong("a list of events, such as [run]", value)),
  triggerMode: oneOf("once", "multiple", "alwaysLast"),
};

/**
 * Runs a function at an event of a component, or only cancels calls there: `on(stop.click, { cancels: [run] })`. Throws a
 * `TypeError` or a `RangeError` for every option that cannot work.
 */
// One signature: with two the compiler looks at a function without parameters by the wrong one first, and keeps what it saw.
export function on<const T extends On, const I extends Ports = never, const O extends Ports = never>(
  trigger: T,
  options: CancelOptions | (EndpointOptions<I, O, DataOf<T>> & EventOptions),
): [I] extends [never] ? Control : Listener<I, O>;
export function on(trigger: On, options: object): any {
  const triggers = readTriggers(trigger);
  const where = `on(${triggers.map(({ event }) => event).join(", ")})`;
  checkOptions(where, options, { known, notYet: notYetOfBlocks });
  const { cancels = [], triggerMode, ...rest } = options as CheckedOptions & EventOptions;
  const onlyCancels = rest.fn === undefined && rest.inputs === undefined && rest.outputs === undefined;
  if (onlyCancels && cancels.length === 0) {
    throw new TypeError(`${where}: fn is missing; give the function to call, or the events to cancel in \`cancels\`.`);
  }
  const isChange = triggers.some(({ event }) => event === "change");
  return listener(onlyCancels ? "control" : "listener", {
    triggers,
    read: onlyCancels ? null : readFunction(where, rest),
    cancels,
    triggerMode: triggerMode ?? (isChange ? "alwaysLast" : "once"),
  });
}

/** An endpoint of the HTTP API without an event; its components need not be placed. Throws as `on` does. */
export function api<const I extends Ports, const O extends Ports>(options: EndpointOptions<I, O>): Listener<I, O>;
export function api(options: CheckedOptions): AnyListener {
  checkOptions("api()", options, { known: functionOptions, notYet: notYetOfBlocks });
  const read = readFunction("api()", options);
  return listener("listener", { triggers: [], read, cancels: [], triggerMode: "once" }) as AnyListener;
}

/** What stands behind an event; null for what `on` and `api` did not give. */
export function readListener(value: unknown): ReadListener | null {
  if (typeof value !== "object" || value === null || !(declared in value)) return null;
  return value[declared] as ReadListener;
}

function listener(kind: "listener" | "control", read: ReadListener): AnyListener | Control {
  return { kind, [declared]: read } as AnyListener | Control;
}

function isTrigger(one: unknown): boolean {
  return typeof one === "object" && one !== null && (one as Partial<Trigger>).kind === "trigger";
}

function readTriggers(trigger: unknown): readonly Trigger<any>[] {
  const list: readonly unknown[] = Array.isArray(trigger) ? trigger : [trigger];
  const wrongOne = list.find((one) => !isTrigger(one));
  if (list.length === 0 || wrongOne !== undefined) {
    throw new TypeError(
      `on: ${list.length === 0 ? "an empty list" : showValue(wrongOne)} is no event; give one such as button.click, or a list of them.`,
    );
  }
  return list as readonly Trigger<any>[];
}

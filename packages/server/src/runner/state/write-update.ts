import { type CommonProps, type ConversionContext, implementation, type AnyComponent } from "@vitrine/components";
import { isUpdate, updateMark, type JsonObject, type JsonValue } from "@vitrine/protocol";
import { isDeepStrictEqual } from "node:util";

/** The wire form that changes nothing. */
export const noChange: JsonObject = updateMark;

/** A value in a form that is taken for no update, whatever a visitor wrote into it. */
export function plainValue(wire: JsonValue): JsonValue {
  return isUpdate(wire) ? { ...noChange, value: wire } : wire;
}

/** The options, by Gradio's names, and the value that an update sends; `onMade` is given the changed component and its changed options. Throws a `TypeError` for options that cannot be changed. */
export async function writeUpdate(
  component: AnyComponent,
  change: Readonly<Record<string, unknown>>,
  conversion: ConversionContext,
  onMade: (made: AnyComponent, props: object) => void,
): Promise<JsonValue> {
  const { value, ...options } = change;
  const given = Object.entries(options).filter(([, option]) => option !== undefined);
  const half = component[implementation];
  if (given.length > 0 && half.remake === undefined) {
    throw new TypeError("it can be given a value alone; leave the options out of update().");
  }
  const props = Object.fromEntries(given);
  const changed = { ...props, value: undefined };
  // The first value may be none of the new choices: what counts is the value of the update.
  const made = given.length > 0 ? half.remake!(changed) : component;
  const wire =
    value === undefined ? undefined : value === null ? null : await made[implementation].postprocess(value, conversion);
  if (given.length > 0) onMade(made, changed);
  if (given.length === 0) return wire === undefined ? noChange : plainValue(wire);
  return { ...noChange, ...changedProps(component, made, props), ...(wire === undefined ? {} : { value: wire }) };
}

function changedProps(before: AnyComponent, made: AnyComponent, given: CommonProps): JsonObject {
  const old = before[implementation].wireProps;
  // An update may name an option that it gives anew as it was at first, after another update changed it.
  const own = Object.entries(made[implementation].wireProps).filter(
    ([key, prop]) => key in given || !isDeepStrictEqual(prop, old[key]),
  );
  const common = (["label", "info", "visible", "interactive", "optional"] as const).flatMap((key) =>
    given[key] === undefined ? [] : [[key, given[key] as JsonValue] as const],
  );
  return Object.fromEntries([...own, ...common]);
}

/** One update for two that follow each other, or the value alone where neither changes more. */
export function mergeWire(before: JsonValue, next: JsonValue): JsonValue {
  if (isUpdate(next)) {
    const value = isUpdate(before) ? {} : { value: before };
    const earlier = isUpdate(before) ? before : {};
    return Object.keys(next).length === 1 ? before : { ...noChange, ...value, ...earlier, ...next };
  }
  return isUpdate(before) && Object.keys(before).some((key) => !(key in updateMark) && key !== "value")
    ? { ...before, value: next }
    : next;
}

import { type Component, implementation } from "../core/component.ts";
import { showGiven } from "../options/show-given.ts";
import type { Same, Value } from "../core/value-types.ts";

/** What a State fires. */
export interface StateEvents {
  change: null;
}

/**
 * A value kept for each session, on the server alone. `initial` makes the first one, so that no two sessions share an
 * object; the value must survive `structuredClone`. Throws a `TypeError` for an `initial` that is no function.
 */
// A constraint on T would keep `State(() => 0)` at the literal 0, so T is free and checked in the result.
export function State<T>(
  initial: () => T,
): Component<"state", Same<T extends Value ? T : never>, { readonly value: T }, StateEvents> {
  if (typeof initial !== "function") {
    throw new TypeError(
      `State: the first value must be made by a function such as State(() => []), got ${showGiven(initial)}.`,
    );
  }
  const component = {
    kind: "state",
    props: {},
    change: { kind: "trigger", event: "change" },
    [implementation]: {
      schema: {},
      wireProps: {},
      hidden: true,
      fileSlots: [],
      events: ["change"],
      initial,
      pageDefault: null,
      preprocess: (wire: unknown) => wire,
      postprocess: () => null,
    },
  };
  return component as never;
}

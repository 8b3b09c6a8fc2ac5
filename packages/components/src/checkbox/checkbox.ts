import { defineComponent, type Factory } from "../core/define-component.ts";
import { asFlag } from "../core/scalar.ts";
import type { Same } from "../core/value-types.ts";

/** Options of a Checkbox. */
export interface CheckboxProps {
  readonly value?: boolean | null | undefined;
}

/** What a Checkbox fires. */
export interface CheckboxEvents {
  change: null;
  input: null;
  select: { index: number; value: boolean };
}

/** A box to tick. The function receives true or false. */
export const Checkbox: Factory<"checkbox", Same<boolean>, CheckboxProps, CheckboxEvents> = defineComponent({
  kind: "checkbox",
  word: "Checkbox",
  options: {},
  events: ["change", "input", "select"],
  implement: () => ({
    schema: { type: "boolean" },
    wireProps: {},
    pageDefault: false,
    checkInitial: (value) => void asFlag(value),
    preprocess: asFlag,
    postprocess: asFlag,
  }),
});

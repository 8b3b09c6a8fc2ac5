import { defineComponent, type Factory } from "../core/define-component.ts";
import { number, positive, text } from "../options/option-checks.ts";
import { asNumber, asNumberWithin, rangeSchema } from "../core/scalar.ts";
import type { Same } from "../core/value-types.ts";

/** Options of a Numberbox. */
export interface NumberboxProps {
  readonly value?: number | null | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** What one press of an arrow adds; 1 where left out. */
  readonly step?: number | undefined;
  /** Digits after the decimal point to which values are rounded, both ways; 0 makes whole numbers. */
  readonly precision?: number | undefined;
  readonly placeholder?: string | undefined;
}

/** What a Numberbox fires. */
export interface NumberboxEvents {
  change: null;
  input: null;
  submit: null;
  focus: null;
  blur: null;
}

const mostDigits = 15;

/** A field for a number. The function receives a finite number. */
export const Numberbox: Factory<"number", Same<number>, NumberboxProps, NumberboxEvents> = defineComponent({
  kind: "number",
  word: "Numberbox",
  options: {
    min: number,
    max: number,
    step: positive,
    precision: (value) =>
      Number.isInteger(value) && (value as number) >= 0 && (value as number) <= mostDigits
        ? null
        : `must be a whole number from 0 to ${mostDigits}`,
    placeholder: text,
  },
  events: ["change", "input", "submit", "focus", "blur"],
  implement: (props: NumberboxProps, refuse) => {
    const { min, max, step = 1, precision, placeholder } = props;
    if (min !== undefined && max !== undefined && min > max) refuse("min", min, `must be at most max (${max})`);
    const round = (value: number): number => (precision === undefined ? value : Number(value.toFixed(precision)));
    return {
      schema: rangeSchema({ min, max }),
      wireProps: {
        minimum: min ?? null,
        maximum: max ?? null,
        step,
        precision: precision ?? null,
        placeholder: placeholder ?? null,
      },
      checkInitial: (value) => void asNumberWithin(value, { min, max }),
      preprocess: (wire) => round(asNumber(wire)),
      postprocess: (given) => round(asNumber(given)),
    };
  },
});

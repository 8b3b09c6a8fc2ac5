import { defineComponent, type Factory } from "../core/define-component.ts";
import { number, positive } from "../options/option-checks.ts";
import { asNumber, asNumberWithin, rangeSchema } from "../core/scalar.ts";
import type { Same } from "../core/value-types.ts";

/** Options of a Slider. */
export interface SliderProps {
  readonly value?: number | null | undefined;
  /** 0 where left out. */
  readonly min?: number | undefined;
  /** 100 where left out. */
  readonly max?: number | undefined;
  /**
   * Distance of two neighbouring values. Where left out: the power of ten that cuts the range into 100 to 1,000 steps, or
   * a smaller one on whose steps the `value` lies; any number where none of a thousandth of that size does.
   */
  readonly step?: number | undefined;
}

/** What a Slider fires. */
export interface SliderEvents {
  change: null;
  input: null;
  release: null;
}

/** A number between two ends. The function receives a finite number between `min` and `max`. */
export const Slider: Factory<"slider", Same<number>, SliderProps, SliderEvents> = defineComponent({
  kind: "slider",
  word: "Slider",
  options: { min: number, max: number, step: positive },
  events: ["change", "input", "release"],
  implement: ({ min = 0, max = 100, value, step: chosen }: SliderProps, refuse) => {
    const step = chosen ?? stepFor({ min, max, value });
    if (min >= max) refuse("min", min, `must be below max (${max})`);
    if (step !== null && step > max - min) refuse("step", step, `must be at most max - min (${max - min})`);
    return {
      schema: { ...rangeSchema({ min, max }), description: `numeric value between ${min} and ${max}` },
      wireProps: { minimum: min, maximum: max, step },
      pageDefault: min,
      checkInitial: (given) => void asNumberWithin(given, { min, max }),
      preprocess: asNumber,
      postprocess: (given) => asNumberWithin(given, { min, max }),
    };
  },
});

interface Range {
  readonly min: number;
  readonly max: number;
  readonly value?: number | null | undefined;
}

// Of still smaller steps no visitor would find one.
const mostPowers = 4;

/** Gradio's rule, and on from there until the value is on a step: a visitor must be able to come back to it. */
function stepFor({ min, max, value }: Range): number | null {
  if (!(max > min)) return 1;
  const coarsest = Math.floor(Math.log10(max - min) - 2);
  const steps = Array.from({ length: mostPowers + 1 }, (_, finer) => Number(`1e${coarsest - finer}`));
  return steps.find((step) => isWhole(((value ?? min) - min) / step)) ?? null;
}

function isWhole(steps: number): boolean {
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}

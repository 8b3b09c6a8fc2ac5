import { defineComponent, type Factory } from "../core/define-component.ts";
import { number, positive } from "../core/option-checks.ts";
import { asNumber, asNumberWithin, rangeSchema } from "../core/scalar.ts";
import type { Same } from "../core/value-types.ts";

/** Options of a Slider. */
export interface SliderProps {
  readonly value?: number | null | undefined;
  /** 0 where left out. */
  readonly min?: number | undefined;
  /** 100 where left out. */
  readonly max?: number | undefined;
  /** Distance of two neighbouring values; about a hundredth of the range, a power of ten, where left out. */
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
  implement: ({ min = 0, max = 100, step = stepFor(max - min) }: SliderProps, refuse) => {
    if (min >= max) refuse("min", min, `must be below max (${max})`);
    if (step > max - min) refuse("step", step, `must be at most max - min (${max - min})`);
    return {
      schema: { ...rangeSchema({ min, max }), description: `numeric value between ${min} and ${max}` },
      wireProps: { minimum: min, maximum: max, step },
      pageDefault: min,
      checkInitial: (value) => void asNumberWithin(value, { min, max }),
      preprocess: asNumber,
      postprocess: (given) => asNumberWithin(given, { min, max }),
    };
  },
});

/** Gradio's rule: the power of ten that cuts the range into 100 to 1,000 steps. */
function stepFor(range: number): number {
  return range > 0 ? Number(`1e${Math.floor(Math.log10(range) - 2)}`) : 1;
}

import { defineComponent, type Factory } from "../core/define-component.ts";
import { length } from "../options/option-checks.ts";
import { asText } from "../core/scalar.ts";
import type { Same } from "../core/value-types.ts";

/** Options of an HTML. */
export interface HTMLProps {
  readonly value?: string | null | undefined;
  /** Pixels or a CSS length. */
  readonly minHeight?: number | string | undefined;
  /** Pixels or a CSS length, from which on it scrolls. */
  readonly maxHeight?: number | string | undefined;
}

/** What an HTML fires. */
export interface HTMLEvents {
  change: null;
}

/**
 * HTML, whoever wrote it: elements keep their classes and `style`; scripts, style sheets, buttons and form controls are
 * left out. The function receives and gives the source. As an input it can be written where it has no `value`, or with `interactive: true`.
 */
export const HTML: Factory<"html", Same<string>, HTMLProps, HTMLEvents> = defineComponent({
  kind: "html",
  word: "HTML",
  options: { minHeight: length, maxHeight: length },
  events: ["change"],
  implement: ({ minHeight, maxHeight }: HTMLProps) => ({
    schema: { type: "string" },
    wireProps: { min_height: minHeight ?? null, max_height: maxHeight ?? null },
    checkInitial: (value) => void asText(value),
    preprocess: asText,
    postprocess: asText,
  }),
});

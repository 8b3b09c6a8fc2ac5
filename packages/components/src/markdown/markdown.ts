import { defineComponent, type Factory } from "../core/define-component.ts";
import { flag, length } from "../options/option-checks.ts";
import { asText } from "../core/scalar.ts";
import type { Same } from "../core/value-types.ts";

/** Options of a Markdown. */
export interface MarkdownProps {
  readonly value?: string | null | undefined;
  /** Whether a line break in the text is one on the page; false where left out. */
  readonly lineBreaks?: boolean | undefined;
  /** Whether the text runs from right to left. */
  readonly rtl?: boolean | undefined;
  /** Pixels or a CSS length; as high as the text where left out. */
  readonly height?: number | string | undefined;
  /** Pixels or a CSS length. */
  readonly minHeight?: number | string | undefined;
  /** Pixels or a CSS length, from which on it scrolls. */
  readonly maxHeight?: number | string | undefined;
}

/** What a Markdown fires. */
export interface MarkdownEvents {
  change: null;
}

/**
 * Text with GitHub's Markdown, shown formatted; HTML in it is cleaned of all that runs or restyles the page. The function
 * receives and gives the source. As an input it can be written where it has no `value`, or with `interactive: true`.
 */
export const Markdown: Factory<"markdown", Same<string>, MarkdownProps, MarkdownEvents> = defineComponent({
  kind: "markdown",
  word: "Markdown",
  options: { lineBreaks: flag, rtl: flag, height: length, minHeight: length, maxHeight: length },
  events: ["change"],
  implement: ({ lineBreaks = false, rtl = false, height, minHeight, maxHeight }: MarkdownProps) => ({
    schema: { type: "string" },
    wireProps: {
      line_breaks: lineBreaks,
      rtl,
      height: height ?? null,
      min_height: minHeight ?? null,
      max_height: maxHeight ?? null,
    },
    checkInitial: (value) => void asText(value),
    preprocess: asText,
    postprocess: asText,
  }),
});

import { defineComponent, type Factory } from "../core/define-component.ts";
import { count, flag, type OptionCheck } from "../options/option-checks.ts";
import { asText } from "../core/scalar.ts";
import type { Same } from "../core/value-types.ts";

const languages = [
  "python",
  "c",
  "cpp",
  "markdown",
  "latex",
  "json",
  "html",
  "css",
  "javascript",
  "jinja2",
  "typescript",
  "yaml",
  "dockerfile",
  "shell",
  "r",
  "sql",
] as const;

/** A language that a Code names. */
export type CodeLanguage = (typeof languages)[number];

/** Options of a Code. */
export interface CodeProps {
  readonly value?: string | null | undefined;
  /** The language, named above the text; plain text where left out. */
  readonly language?: CodeLanguage | undefined;
  /** Lines shown at least; 5 where left out. */
  readonly lines?: number | undefined;
  /** Lines from which on it scrolls. */
  readonly maxLines?: number | undefined;
  /** Whether long lines are broken; false where left out. */
  readonly wrapLines?: boolean | undefined;
  /** Whether lines that are not broken have numbers; true where left out. */
  readonly showLineNumbers?: boolean | undefined;
}

/** What a Code fires. */
export interface CodeEvents {
  change: null;
  input: null;
  submit: null;
}

const isLanguage: OptionCheck = (value) =>
  (languages as readonly unknown[]).includes(value) ? null : `must be one of ${languages.join(", ")}`;

/** Source code: as an input a field to write it, as an output its text with line numbers. The value is a string. */
export const Code: Factory<"code", Same<string>, CodeProps, CodeEvents> = defineComponent({
  kind: "code",
  word: "Code",
  options: { language: isLanguage, lines: count, maxLines: count, wrapLines: flag, showLineNumbers: flag },
  events: ["change", "input", "submit"],
  implement: (props: CodeProps, refuse) => {
    const { language, lines = 5, maxLines, wrapLines = false, showLineNumbers = true } = props;
    if (maxLines !== undefined && maxLines < lines) refuse("maxLines", maxLines, `must be at least lines (${lines})`);
    return {
      schema: { type: "string" },
      wireProps: {
        language: language ?? null,
        lines,
        max_lines: maxLines ?? null,
        wrap_lines: wrapLines,
        show_line_numbers: showLineNumbers,
      },
      checkInitial: (value) => void asText(value),
      preprocess: asText,
      postprocess: asText,
    };
  },
});

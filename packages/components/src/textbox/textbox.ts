import { defineComponent, type Factory } from "../core/define-component.ts";
import { count, flag, oneOf, text } from "../options/option-checks.ts";
import { asText } from "../core/scalar.ts";
import type { Same } from "../core/value-types.ts";

/** Options of a Textbox. */
export interface TextboxProps {
  readonly value?: string | null | undefined;
  /** "text" where left out. */
  readonly type?: "text" | "password" | "email" | undefined;
  /** Lines shown at first; 1 where left out. */
  readonly lines?: number | undefined;
  /** Lines to which it grows. */
  readonly maxLines?: number | undefined;
  /** Characters allowed. */
  readonly maxLength?: number | undefined;
  readonly placeholder?: string | undefined;
  readonly autofocus?: boolean | undefined;
  /** Whether the text runs from right to left. */
  readonly rtl?: boolean | undefined;
}

/** What a Textbox fires. */
export interface TextboxEvents {
  change: null;
  input: null;
  submit: null;
  focus: null;
  blur: null;
  select: { index: [number, number]; value: string };
}

/** A field for text. The function receives a string, "" where a visitor emptied it. */
export const Textbox: Factory<"textbox", Same<string>, TextboxProps, TextboxEvents> = defineComponent({
  kind: "textbox",
  word: "Textbox",
  options: {
    type: oneOf("text", "password", "email"),
    lines: count,
    maxLines: count,
    maxLength: count,
    placeholder: text,
    autofocus: flag,
    rtl: flag,
  },
  events: ["change", "input", "submit", "focus", "blur", "select"],
  implement: (props: TextboxProps, refuse) => {
    const { type = "text", lines = 1, maxLines, maxLength, placeholder, autofocus = false, rtl = false } = props;
    if (maxLines !== undefined && maxLines < lines) refuse("maxLines", maxLines, `must be at least lines (${lines})`);
    if (type !== "text" && lines > 1) refuse("lines", lines, `must be 1 for the type "${type}"`);
    return {
      schema: maxLength === undefined ? { type: "string" } : { type: "string", maxLength },
      wireProps: {
        type,
        lines,
        max_lines: maxLines ?? null,
        max_length: maxLength ?? null,
        placeholder: placeholder ?? null,
        autofocus,
        rtl,
      },
      checkInitial(value) {
        // As JSON Schema counts: characters, not UTF-16 units.
        const size = Array.from(asText(value)).length;
        if (maxLength !== undefined && size > maxLength) {
          throw new TypeError(`it has ${size} characters, more than maxLength (${maxLength}): shorten it.`);
        }
      },
      preprocess: asText,
      postprocess: asText,
    };
  },
});

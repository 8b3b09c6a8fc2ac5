import { defineComponent, type Factory } from "../core/define-component.ts";
import { showGiven } from "../options/show-given.ts";
import type { Same } from "../core/value-types.ts";

/** Options of a ColorPicker. */
export interface ColorPickerProps {
  /** "#rrggbb" or "#rgb". */
  readonly value?: string | null | undefined;
}

/** What a ColorPicker fires. */
export interface ColorPickerEvents {
  change: null;
  input: null;
  submit: null;
}

const form = "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$";
const pattern = new RegExp(form);

/**
 * A colour. The function always receives "#rrggbb" in lower case and may give "#rgb" too; black is chosen until the
 * visitor takes another.
 */
export const ColorPicker: Factory<"colorpicker", Same<string>, ColorPickerProps, ColorPickerEvents> = defineComponent({
  kind: "colorpicker",
  word: "ColorPicker",
  options: {},
  events: ["change", "input", "submit"],
  implement: () => ({
    schema: { type: "string", description: "Formatted as #rrggbb", pattern: form },
    wireProps: {},
    pageDefault: "#000000",
    checkInitial: (value) => void asColor(value),
    preprocess: asColor,
    postprocess: asColor,
  }),
});

function asColor(given: unknown): string {
  if (typeof given !== "string" || !pattern.test(given)) {
    throw new TypeError(`a colour "#rrggbb" is needed, got ${showGiven(given)}: give for example "#1e90ff".`);
  }
  const digits = given.slice(1).toLowerCase();
  return `#${digits.length === 3 ? Array.from(digits, (digit) => digit + digit).join("") : digits}`;
}

import { Checkbox } from "../checkbox/checkbox.ts";
import { File } from "../file/file.ts";
import { Image } from "../image/image.ts";
import { Json } from "../json/json.ts";
import { Label } from "../label/label.ts";
import { Numberbox } from "../number/number.ts";
import { Sketchpad } from "../sketchpad/sketchpad.ts";
import { Slider } from "../slider/slider.ts";
import { Textbox } from "../textbox/textbox.ts";
import type { AnyComponent } from "./component.ts";

/** The words that stand for a component with defaults, and the component that each makes. */
export interface Shortcuts {
  readonly text: ReturnType<typeof Textbox>;
  readonly textbox: ReturnType<typeof Textbox>;
  readonly number: ReturnType<typeof Numberbox>;
  readonly numberbox: ReturnType<typeof Numberbox>;
  readonly slider: ReturnType<typeof Slider>;
  readonly checkbox: ReturnType<typeof Checkbox>;
  readonly image: ReturnType<typeof Image>;
  readonly sketchpad: ReturnType<typeof Sketchpad>;
  readonly file: ReturnType<typeof File>;
  readonly label: ReturnType<typeof Label>;
  readonly json: ReturnType<typeof Json>;
}

/** A word that stands for a component with defaults. */
export type Shortcut = keyof Shortcuts;

/** What makes the component of each word. */
export const shortcuts: { readonly [Word in Shortcut]: () => Shortcuts[Word] } = {
  text: () => Textbox(),
  textbox: () => Textbox(),
  number: () => Numberbox(),
  numberbox: () => Numberbox(),
  slider: () => Slider(),
  checkbox: () => Checkbox(),
  image: () => Image(),
  sketchpad: () => Sketchpad(),
  file: () => File(),
  label: () => Label(),
  json: () => Json(),
};

const needChoices: readonly string[] = ["radio", "dropdown", "checkboxgroup"];

/** The component that stands in a place: itself, or a new one for a word. Throws a `TypeError` for an unknown word. */
export function resolvePort(port: AnyComponent | Shortcut): AnyComponent {
  if (typeof port !== "string") return port;
  if (Object.hasOwn(shortcuts, port)) return shortcuts[port]();
  const words = Object.keys(shortcuts);
  if (needChoices.includes(port)) {
    throw new TypeError(
      `${JSON.stringify(port)} needs choices, which a word cannot give: write the component, for example Radio({ choices: ["a", "b"] }).`,
    );
  }
  throw new TypeError(
    `there is no component ${JSON.stringify(port)}; the words are ${words.map((word) => JSON.stringify(word)).join(", ")}.`,
  );
}

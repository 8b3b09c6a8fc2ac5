import { expect, it } from "vitest";
import { Button } from "../button/button.ts";
import { CheckboxGroup } from "../checkboxgroup/checkboxgroup.ts";
import { Dropdown } from "../dropdown/dropdown.ts";
import { File } from "../file/file.ts";
import { Image } from "../image/image.ts";
import { Label } from "../label/label.ts";
import { Markdown } from "../markdown/markdown.ts";
import { Numberbox } from "../number/number.ts";
import { Radio } from "../radio/radio.ts";
import { Sketchpad } from "../sketchpad/sketchpad.ts";
import { Slider } from "../slider/slider.ts";
import { State } from "../state/state.ts";
import { Textbox } from "../textbox/textbox.ts";
import { Checkbox } from "../checkbox/checkbox.ts";
import { implementation } from "../core/component.ts";

/** A call that the compiler refuses, as a script in JavaScript may make it. */
type Loose = (props?: unknown) => unknown;
const loose = (factory: unknown): Loose => factory as Loose;

it.each<[string, Loose, unknown, string]>([
  ["Gradio's minimum", loose(Slider), { minimum: 1 }, 'Slider: unknown option "minimum"; did you mean min?'],
  ["Gradio's multiselect", loose(Dropdown), { choices: ["a"], multiselect: true }, "did you mean multiple?"],
  ["Gradio's num_top_classes", loose(Label), { num_top_classes: 3 }, "did you mean topK?"],
  ["Gradio's file_count", loose(File), { file_count: "multiple" }, "did you mean multiple?"],
  [
    "snake_case",
    loose(Textbox),
    { name: "a", max_lines: 3 },
    'Textbox "a": unknown option "max_lines"; did you mean maxLines?',
  ],
  ["an unknown option", loose(Checkbox), { colour: "red" }, 'Checkbox: unknown option "colour"; it takes name, label,'],
  [
    "no options object",
    loose(Textbox),
    "name",
    'Textbox: the options must be an object such as { label: "…" }, got "name"',
  ],
  [
    "a text for Markdown",
    loose(Markdown),
    "# A",
    'Markdown: the options must be an object such as { value: "…" }, got "# A"',
  ],
  [
    "options for a button's words",
    loose(Button),
    { label: "Go" },
    'Button: its words come first, as in Button("Go", { variant: "primary" }), got {"label":"Go"}.',
  ],
  [
    "a camera alone",
    loose(Image),
    { sources: ["webcam"] },
    'Image: sources must hold "upload": a camera or a clipboard alone is not available yet, got ["webcam"].',
  ],
  [
    "an illegal name",
    loose(Textbox),
    { name: "my name" },
    'Textbox "my name": name must be letters, digits and _, not starting with a digit, got "my name".',
  ],
  ["a label that is no text", loose(Textbox), { label: 3 }, "Textbox: label must be a text, got 3."],
  ["lines 0", loose(Textbox), { lines: 0 }, "Textbox: lines must be a whole number from 1, got 0."],
  ["an unknown type", loose(Textbox), { type: "tel" }, 'type must be "text" or "password" or "email", got "tel".'],
  [
    "a text over maxLength",
    loose(Textbox),
    { value: "long", maxLength: 2 },
    "Textbox: the initial value cannot be used: it has 4 characters, more than maxLength (2)",
  ],
  [
    "a value of the wrong type",
    loose(Textbox),
    { value: 1 },
    "Textbox: the initial value cannot be used: a text is needed, got 1",
  ],
  ["min above max", loose(Numberbox), { min: 2, max: 1 }, "Numberbox: min must be at most max (1), got 2."],
  ["min of max", loose(Slider), { name: "steps", min: 1, max: 1 }, 'Slider "steps": min must be below max (1), got 1.'],
  ["a value out of range", loose(Slider), { min: 1, max: 10, value: 11 }, "11 is above max (10): give at most 10."],
  ["a value that is no number", loose(Slider), { value: Number.NaN }, "a finite number is needed, got NaN"],
  ["a step over the range", loose(Slider), { max: 1, step: 2 }, "Slider: step must be at most max - min (1), got 2."],
  ["an infinite bound", loose(Numberbox), { max: Infinity }, "max must be a finite number, got Infinity."],
  ["no choices", loose(Radio), {}, 'Radio: choices must be a list such as ["cat", "dog"], got undefined.'],
  ["no options at all", loose(Radio), undefined, "Radio: choices must be a list"],
  ["empty choices", loose(CheckboxGroup), { choices: [] }, "CheckboxGroup: choices must hold at least one choice"],
  [
    "a choice twice",
    loose(Dropdown),
    { choices: ["a", ["A", "a"]] },
    'Dropdown: choices must hold each value once, got "a".',
  ],
  [
    "a choice that is none",
    loose(Dropdown),
    { choices: [true] },
    "Dropdown: choices must hold texts, finite numbers or pairs",
  ],
  [
    "a value that is no choice",
    loose(Radio),
    { choices: ["a", "b"], value: "c" },
    '"c" is not among the choices: give one of "a", "b".',
  ],
  [
    "one value for several",
    loose(CheckboxGroup),
    { choices: ["a"], value: "a" },
    'a list of choices is needed, got "a"',
  ],
  [
    "maxChoices for one",
    loose(Dropdown),
    { choices: ["a"], maxChoices: 2 },
    "Dropdown: maxChoices needs multiple: true, got 2.",
  ],
  [
    "an unknown source",
    loose(Image),
    { sources: ["camera"] },
    'sources must be a list of "upload" or "webcam" or "clipboard"',
  ],
  [
    "a height of nothing",
    loose(Image),
    { height: "tall" },
    'Image: height must be a number of pixels above 0 or a CSS length such as "20rem", got "tall".',
  ],
  [
    "a canvas too large",
    loose(Sketchpad),
    { canvasSize: [100_000, 100_000] },
    "canvasSize must be [width, height], whole numbers from 1 to 8192",
  ],
  [
    "a brush of Gradio",
    loose(Sketchpad),
    { brush: { default_size: 3 } },
    'brush has the unknown option "default_size"; it takes defaultSize',
  ],
  [
    "file types that are none",
    loose(File),
    { fileTypes: ["csv"] },
    'File: fileTypes must be a list of endings such as ".csv"',
  ],
  [
    "a State that is shared",
    loose(State),
    [],
    "State: the first value must be made by a function such as State(() => []), got [].",
  ],
])("refuses %s", (_what, factory, props, message) => {
  let refusal: unknown;
  try {
    factory(props);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(TypeError);
  expect((refusal as Error).message).toContain(message);
});

it("takes options that are undefined for left out", () => {
  expect(Slider({ name: undefined, min: undefined, value: undefined })[implementation].wireProps).toEqual({
    minimum: 0,
    maximum: 100,
    step: 1,
  });
});

/** The initial value, and what the page shows without one. */
const start = (component: { readonly [implementation]: { initial: unknown; pageDefault: unknown } }) => [
  component[implementation].initial,
  component[implementation].pageDefault,
];

it("starts without a value where none is given, and shows what the kind starts with", () => {
  expect(start(Slider({ min: 3 }))).toEqual([undefined, 3]);
  expect(start(Checkbox())).toEqual([undefined, false]);
  expect(start(Textbox())).toEqual([undefined, null]);
  expect(start(CheckboxGroup({ choices: ["a"] }))).toEqual([undefined, []]);
  expect(start(Dropdown({ choices: ["a"], multiple: true }))).toEqual([undefined, []]);
  expect(start(Dropdown({ choices: ["a"] }))).toEqual([undefined, null]);
  expect(start(Textbox({ value: "" }))).toEqual(["", null]);
  expect(start(Checkbox({ value: false }))).toEqual([false, false]);
});

it("carries a trigger for each event", () => {
  expect(Slider().release).toEqual({ kind: "trigger", event: "release" });
  expect(Slider()[implementation].events).toEqual(["change", "input", "release"]);
});

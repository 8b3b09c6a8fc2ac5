import {
  api,
  Audio,
  Blocks,
  Chatbot,
  Checkbox,
  CheckboxGroup,
  Code,
  ColorPicker,
  Dataframe,
  DateTime,
  Dropdown,
  File,
  Gallery,
  HighlightedText,
  HTML,
  Image,
  Json,
  Label,
  Markdown,
  Numberbox,
  Radio,
  Sketchpad,
  Slider,
  Textbox,
  Video,
} from "vitrine";

const optional = true;
const choices = ["Red", "Blue", "Grün 🟢"];
const inputs = {
  audio: Audio({ optional }),
  audiofile: Audio({ type: "file", optional }),
  chatbot: Chatbot({ optional }),
  checkbox: Checkbox({ optional }),
  checkboxgroup: CheckboxGroup({ choices, optional }),
  code: Code({ optional }),
  colorpicker: ColorPicker({ optional }),
  dataframe: Dataframe({ optional }),
  datetime: DateTime({ optional }),
  dropdown: Dropdown({ choices, optional }),
  words: Dropdown({ choices: [...choices, 1], multiple: true, allowCustomValue: true, optional }),
  file: File({ optional }),
  files: File({ multiple: true, optional }),
  gallery: Gallery({ optional }),
  highlightedtext: HighlightedText({ optional }),
  html: HTML({ optional }),
  image: Image({ optional }),
  json: Json({ optional }),
  label: Label({ optional }),
  markdown: Markdown({ optional }),
  number: Numberbox({ min: -5, max: 5, optional }),
  radio: Radio({ choices, optional }),
  sketchpad: Sketchpad({ optional }),
  layers: Sketchpad({ type: "layers", optional }),
  slider: Slider({ min: 0, max: 10, step: 1, optional }),
  textbox: Textbox({ maxLength: 50, optional }),
  video: Video({ optional }),
};

/** Takes anything and says which inputs it was given; gives a list of values back one after the other. */
export const demo = new Blocks({
  title: "Garbage",
  layout: Textbox({ label: "Nothing" }),
  events: {
    take: api({
      inputs,
      outputs: Json({ name: "given" }),
      concurrencyLimit: null,
      fn: (values) => Object.keys(values).filter((name) => values[name as keyof typeof values] !== null),
    }),
    tell: api({
      inputs: [Json({ name: "values" })],
      outputs: Json({ name: "value" }),
      concurrencyLimit: null,
      fn: function* (values) {
        for (const value of Array.isArray(values) ? (values as unknown[]) : [values]) yield value;
      },
    }),
  },
});

demo.launch();

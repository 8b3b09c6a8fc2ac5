import {
  Checkbox,
  CheckboxGroup,
  Dropdown,
  File,
  Image,
  Interface,
  Json,
  Label,
  Numberbox,
  Radio,
  Sketchpad,
  Slider,
  State,
  Textbox,
} from "vitrine";

const colours = ["Red", "Green", "Blue"] as const;
const count = State(() => 0);

/** Every component as an input and, where there is one, as an output; the words of all inputs come back as JSON. */
export const demo = new Interface({
  title: "Components",
  inputs: {
    note: Textbox({ label: "Note", optional: true }),
    size: Numberbox({ label: "Size", value: 2, min: 0, max: 9 }),
    level: Slider({ label: "Level", min: 0, max: 10, value: 4 }),
    loud: Checkbox({ label: "Loud", value: true }),
    extras: CheckboxGroup({ label: "Extras", choices: ["Milk", "Sugar", "Ice"], value: ["Milk"] }),
    colour: Radio({ label: "Colour", choices: colours, value: "Green" }),
    city: Dropdown({ label: "City", choices: ["Oslo", "Rome"], value: "Rome" }),
    tags: Dropdown({ label: "Tags", choices: ["old", "new", "rare"], multiple: true, value: ["new"] }),
    data: Json({ label: "Data", value: { a: 1 } }),
    picture: Image({ label: "Picture", optional: true }),
    sketch: Sketchpad({ label: "Sketch", optional: true }),
    file: File({ label: "One file", optional: true }),
    files: File({ label: "Some files", multiple: true, optional: true }),
    count,
  },
  outputs: {
    heard: Json({ label: "Heard", open: true }),
    scores: Label({ label: "Scores" }),
    copy: Image({ label: "Copy" }),
    drawing: Image({ label: "Drawing" }),
    all: File({ label: "All files", multiple: true }),
    text: Textbox({ label: "Text" }),
    number: Numberbox({ label: "Number" }),
    yes: Checkbox({ label: "Yes" }),
    chosen: CheckboxGroup({ label: "Chosen", choices: ["Milk", "Sugar", "Ice"] }),
    paint: Radio({ label: "Paint", choices: colours }),
    count,
  },
  fn: ({ picture, sketch, file, files, count: before, ...words }) => ({
    heard: {
      ...words,
      picture: picture && [picture.width, picture.height],
      sketch: sketch && [sketch.width, sketch.height],
      file: file && file.name,
      files: files && files.map(({ name, size }) => `${name} ${size}`),
      runs: before + 1,
    },
    scores: { high: words.level / 10, low: 1 - words.level / 10 },
    copy: picture,
    drawing: sketch,
    all: [...(file ? [file] : []), ...(files ?? [])],
    text: words.note ?? "no note",
    number: words.size,
    yes: words.loud,
    chosen: words.extras,
    paint: words.colour,
    count: before + 1,
  }),
});

demo.launch();

import {
  Audio,
  Checkbox,
  CheckboxGroup,
  ColorPicker,
  DateTime,
  Dropdown,
  File,
  Gallery,
  Image,
  Interface,
  Json,
  Numberbox,
  Radio,
  Sketchpad,
  Slider,
  Textbox,
  Video,
} from "vitrine";

/** Takes a value of every kind and gives back the plain ones as JSON, and whether anything leaked into all objects. */
export const demo = new Interface({
  inputs: {
    note: Textbox({ maxLength: 5 }),
    size: Numberbox({ min: 0, max: 9 }),
    level: Slider({ min: 0, max: 10, step: 1 }),
    loud: Checkbox(),
    extras: CheckboxGroup({ choices: ["Milk", "Ice"] }),
    colour: Radio({ choices: ["Red", "Blue"] }),
    city: Dropdown({ choices: ["Oslo", "Rome"] }),
    tags: Dropdown({ choices: ["old", "new", "rare"], multiple: true, maxChoices: 2 }),
    data: Json({ optional: true }),
    paint: ColorPicker({ optional: true }),
    day: DateTime({ optional: true }),
    picture: Image({ optional: true }),
    sketch: Sketchpad({ optional: true }),
    file: File({ optional: true }),
    files: File({ multiple: true, optional: true }),
    sound: Audio({ optional: true }),
    film: Video({ optional: true }),
    shots: Gallery({ optional: true }),
    word: Textbox({ optional: true }),
  },
  outputs: { heard: Json(), polluted: Checkbox() },
  fn: ({ data, word, picture }) => ({
    heard: { data, word, picture: picture && [picture.width, picture.height] },
    polluted: "evil" in {},
  }),
});

demo.launch();

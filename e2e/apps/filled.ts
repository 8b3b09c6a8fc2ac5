import {
  Checkbox,
  CheckboxGroup,
  Chatbot,
  Code,
  ColorPicker,
  Dataframe,
  DateTime,
  Dropdown,
  File,
  HighlightedText,
  HTML,
  Interface,
  Json,
  Label,
  Markdown,
  Numberbox,
  Radio,
  Slider,
  Textbox,
} from "vitrine";

const cities = Array.from({ length: 200 }, (_, index) => `City ${index}`);
const people = Array.from({ length: 300 }, (_, index) => [`Person ${index}`, index, index % 2 === 0] as const);
const table = { headers: ["Name", "Age", "Member"], datatypes: ["str", "number", "bool"] as const };

/** Every component that may begin with a value does, and every output is filled. */
export const demo = new Interface({
  title: "Filled",
  inputs: {
    note: Textbox({ value: "A note" }),
    secret: Textbox({ type: "password", value: "hunter2" }),
    size: Numberbox({ value: 2.5 }),
    level: Slider({ min: 0, max: 1_000_000, value: 123_456 }),
    loud: Checkbox({ value: true }),
    extras: CheckboxGroup({ choices: ["Milk", "Sugar"], value: ["Milk"] }),
    colour: Radio({ choices: ["Red", "Blue"], value: "Blue" }),
    town: Dropdown({ choices: cities, value: "City 42" }),
    model: Dropdown({ choices: ["large-v3", "small"], allowCustomValue: true, optional: true, value: "mine" }),
    tags: Dropdown({ choices: ["old", "new", "rare"], multiple: true, value: ["old", "rare"] }),
    data: Json({ value: { a: [1, 2] } }),
    paint: ColorPicker({ value: "#336699" }),
    day: DateTime({ value: "2026-02-03 04:05:06" }),
    code: Code({ value: "const a = 1;" }),
    people: Dataframe({ ...table, value: people }),
    file: File({ optional: true }),
  },
  outputs: {
    text: Textbox(),
    hidden: Textbox({ type: "password" }),
    number: Numberbox(),
    scores: Label(),
    json: Json(),
    page: HTML(),
    prose: Markdown(),
    source: Code(),
    marked: HighlightedText(),
    rows: Dataframe(table),
    chat: Chatbot(),
    chosen: Dropdown({ choices: ["old", "new", "rare"], multiple: true }),
  },
  fn: ({ secret, size, tags }) => ({
    text: "done",
    hidden: secret,
    number: size,
    scores: { cat: 0.9, dog: 0.1 },
    json: { a: { b: [1, 2, 3] } },
    page: '<p style="color: #a00000; background: #ffffff">Red words</p>',
    prose: "Some **bold** words\n\n| a | b |\n| --- | ---: |\n| 1 | 2 |",
    source: "const b = 2;",
    marked: [
      { token: "Ada", label: "person" },
      { token: " in ", label: null },
      { token: "London", label: "place" },
    ],
    rows: people,
    chat: [
      { role: "user" as const, content: "Hi" },
      { role: "assistant" as const, content: "Shall I?", options: [{ value: "yes" }, { value: "no" }] },
    ],
    chosen: tags,
  }),
});

demo.launch();

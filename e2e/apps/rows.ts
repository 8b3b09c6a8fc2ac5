import {
  Blocks,
  Button,
  Checkbox,
  Column,
  Dataframe,
  Interface,
  Label,
  Markdown,
  Numberbox,
  on,
  Row,
  Slider,
  Textbox,
} from "vitrine";

const intro = Markdown({ value: "# A board\n\nEach part runs a function of its own." });
const name = Textbox({ name: "name", label: "Name" });
const size = Numberbox({ name: "size", label: "Size", value: 3 });
const agree = Checkbox({ name: "agree", label: "I agree" });
const months = Slider({ name: "months", label: "Months", min: 1, max: 24, value: 12, step: 1 });
const badge = Textbox({ name: "badge", label: "Badge" });
const mood = Label({ name: "mood", label: "Mood" });
const table = Dataframe({
  name: "table",
  label: "Days",
  headers: ["Day", "Calls", "Errors"],
  datatypes: ["str", "number", "number"],
  value: [["Monday", 4812, 3]],
});
const go = Button("Go", { variant: "primary" });

const upper = (apiName: string, label: string) =>
  new Interface({
    inputs: Textbox({ name: apiName, label: `${label} in words` }),
    outputs: Textbox({ name: `${apiName}_out`, label }),
    apiName,
    fn: (text) => text.toUpperCase(),
  });

/** Columns beside each other, a table to fill in, and two Interfaces in a row. */
export const demo = new Blocks({
  title: "Rows",
  layout: Column(
    intro,
    Row(Column(name, size), Column(agree, months), Column(badge, mood)),
    Row(go),
    table,
    Row(upper("one", "One"), upper("two", "Two")),
  ),
  events: {
    go: on(go.click, {
      inputs: [name, size, agree, months, table],
      outputs: [badge, mood],
      fn: (who) => [`Hello ${who}`, { calm: 0.8, loud: 0.2 }] as const,
    }),
  },
});

demo.launch();

// Compiled by every supported TypeScript against the package as it is installed; never run.
import { api, Blocks, Button, Checkbox, Column, Interface, Markdown, Numberbox, on, State, Textbox } from "vitrine";

const a = Numberbox({ name: "a" });
const b = Textbox({ name: "b" });
const seen = State(() => 0);
const reset = Button("Reset");

const first = on(reset.click, { inputs: [], outputs: [a, b], fn: () => [0, ""] });
on(reset.click, { inputs: [], outputs: [a, b], fn: async () => [0, ""] });
on(reset.click, {
  inputs: [],
  outputs: [a, b],
  fn: async function* () {
    yield [0, ""];
  },
});
on([reset.click, b.submit], { inputs: [b, seen], outputs: [a, seen], fn: (text, before) => [text.length, before + 1] });
api({ inputs: [], outputs: [a, b], fn: () => [0, ""] });
void new Interface({ inputs: [], outputs: ["number", "text"], fn: async () => [0, ""] });

export const demo = new Blocks({
  layout: Column(a, b, reset),
  events: {
    reset: on(reset.click, { inputs: [], outputs: [a, b], fn: () => [0, ""] }),
    stop: on(reset.click, { cancels: [first] }),
  },
});

// @ts-expect-error The second output takes no number.
on(reset.click, { inputs: [], outputs: [a, b], fn: () => [0, 0] });
// @ts-expect-error A label is an option.
Textbox("Name");
// @ts-expect-error The text is an option.
Markdown("# Title");
// @ts-expect-error The label is an option.
Checkbox("Agree");
// @ts-expect-error A value is an option.
Textbox(() => 1);

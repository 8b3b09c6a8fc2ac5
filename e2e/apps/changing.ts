import { Checkbox, Interface, Slider, Textbox } from "vitrine";

const text = Textbox({ name: "text" });
const style = Textbox({ name: "style" });
const kinds = {
  /** As it was first. */
  first: ["Words", text, style],
  /** The same but for what the function does. */
  quicker: ["Words", text, style],
  renamed: ["More words", text, style],
  added: ["Words", Slider({ name: "times", value: 2 }), text, style],
  removed: ["Words", text],
  other: ["Another app", Checkbox({ name: "text" }), Textbox({ name: "style", maxLength: 3 })],
} as const;

const kind = process.env["KIND"] as keyof typeof kinds;
const [title, ...inputs] = kinds[kind];
new Interface({
  title,
  inputs: [...inputs],
  outputs: Textbox({ label: "Result" }),
  fn: (...values) => `${kind}: ${values.filter((value) => typeof value !== "object").join(", ")}`,
}).launch();

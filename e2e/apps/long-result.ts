import { Interface, Textbox } from "vitrine";

const lines = Array.from({ length: 400 }, (_, index) => `line ${index + 1}`).join("\n");

/** A result that is much longer than the form beside it. */
export const demo = new Interface({
  title: "Long result",
  inputs: Textbox({ name: "word", label: "Word", optional: true }),
  outputs: Textbox({ name: "text", label: "Text" }),
  fn: (_word) => lines,
});

demo.launch();

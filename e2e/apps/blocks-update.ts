import { Dropdown, Interface, Textbox, update } from "vitrine";

/** An Interface whose function changes its own input. */
export const demo = new Interface({
  title: "Update",
  inputs: Dropdown({ name: "word", label: "Word", choices: ["one", "two"] as string[], value: "one" }),
  outputs: [Textbox({ name: "answer", label: "Answer" }), Textbox({ name: "more", label: "More", visible: false })],
  fn: (word) =>
    [update({ value: word, label: `Answer to ${word}` }), update({ visible: true, value: "more" })] as const,
});

demo.launch();

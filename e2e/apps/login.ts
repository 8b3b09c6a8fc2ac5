import { Interface, Textbox } from "vitrine";

/** Behind a login: greets the user. */
export const demo = new Interface({
  title: "Repeat text",
  inputs: Textbox({ name: "text", label: "Text" }),
  outputs: Textbox({ name: "answer", label: "Answer" }),
  fn: (text, { session }) => `${session.user} says ${text}`,
});

demo.launch({ auth: ["ann", "open sesame"] });

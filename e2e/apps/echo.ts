import { File, Interface, Textbox } from "vitrine";

/** Gives back what it gets: a text and the size of a file. */
export const demo = new Interface({
  title: "Echo",
  inputs: [Textbox({ name: "text", label: "Text" }), File({ name: "file", label: "File", optional: true })],
  outputs: Textbox({ name: "answer", label: "Answer" }),
  fn: async (text, file) => (file === null ? text : `${text}, ${(await file.bytes()).length} bytes of ${file.name}`),
});

demo.launch();

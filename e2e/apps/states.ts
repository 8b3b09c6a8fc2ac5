import { Dropdown, Interface, Label, Numberbox, Textbox, UserError } from "vitrine";

const acts = ["echo", "wait", "progress", "generate", "crash", "refuse", "toasts"] as const;

/** Brings the page into each state that a call can have. What does not end by itself ends when it is stopped. */
export const demo = new Interface({
  title: "States",
  description: "Every state that a call can have.",
  inputs: [
    Dropdown({ name: "act", label: "Act", choices: acts, value: "echo" }),
    Textbox({ name: "text", label: "Text", lines: 3, info: "Comes back as it is." }),
    Numberbox({ name: "amount", label: "Amount", min: 0, max: 10 }),
  ],
  outputs: [Textbox({ name: "answer", label: "Answer" }), Label({ name: "scores", label: "Scores" })],
  fn: async function* (act, text, amount, { info, progress, signal, success, warning }) {
    const stopped = () =>
      new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener("abort", () => resolve());
      });
    if (act === "crash") throw new Error(`The disk of ${text} is full`);
    if (act === "refuse") throw new UserError(`No word for ${text} is known.`, { title: "Unknown word" });
    if (act === "toasts") {
      info("The model is loaded.", { durationMs: null });
      warning("The text is short.", { title: "Short text", durationMs: null });
      success("All is saved.", { durationMs: null });
    }
    if (act === "progress") {
      progress(3, 5, { text: "Denoising", unit: "steps" });
      await stopped();
    }
    if (act === "wait") await stopped();
    if (act === "generate") {
      yield [`${text} began`, { yes: 0.75, no: 0.25 }] as const;
      await stopped();
    }
    yield [`${text} × ${amount}`, { yes: 0.75, no: 0.25 }] as const;
  },
}).queue({ maxSize: 1 });

demo.launch();

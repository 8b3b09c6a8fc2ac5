import { setTimeout as pause } from "node:timers/promises";
import { Interface, Textbox } from "vitrine";

const secondsACall = Number(process.env["SECONDS_A_CALL"] ?? 5);

export const demo = new Interface({
  title: "Three GPUs",
  description:
    "Each call takes a while and three run at once: open this page in six tabs, submit in each and watch the queue.",
  inputs: Textbox({ name: "prompt", label: "Prompt", placeholder: "A fox on a frozen lake" }),
  outputs: Textbox({ name: "answer", label: "Answer" }),
  concurrencyId: "gpu",
  concurrencyLimit: 3,
  fn: async (prompt, { signal }) => {
    await pause(secondsACall * 1_000, undefined, { signal });
    return prompt.toUpperCase();
  },
});

demo.launch();

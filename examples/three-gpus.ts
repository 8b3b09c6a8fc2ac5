import { setTimeout as pause } from "node:timers/promises";
import { Blocks, Interface, Row, Textbox, type CallContext } from "vitrine";

const secondsACall = Number(process.env["SECONDS_A_CALL"] ?? 5);

async function compute({ signal }: CallContext): Promise<void> {
  await pause(secondsACall * 1_000, undefined, { signal });
}

// Whatever is called, three calls run at once and the others wait in one queue.
const gpu = { concurrencyId: "gpu", concurrencyLimit: 3 } as const;

const shout = new Interface({
  ...gpu,
  inputs: Textbox({ name: "prompt", label: "Prompt", placeholder: "A fox on a frozen lake" }),
  outputs: Textbox({ name: "answer", label: "In capitals" }),
  apiName: "shout",
  fn: (prompt, context) => compute(context).then(() => prompt.toUpperCase()),
});

const count = new Interface({
  ...gpu,
  inputs: Textbox({ name: "text", label: "Text to count" }),
  outputs: Textbox({ name: "words", label: "Words" }),
  apiName: "count",
  fn: (text, context) => compute(context).then(() => `${text.split(/\s+/).filter(Boolean).length} words`),
});

const shorten = new Interface({
  ...gpu,
  inputs: Textbox({ name: "long", label: "Text to shorten" }),
  outputs: Textbox({ name: "short", label: "Its beginning" }),
  apiName: "shorten",
  fn: (text, context) => compute(context).then(() => text.slice(0, 20)),
});

export const demo = new Blocks({
  title: "Three GPUs",
  description:
    "Three functions share three places. Each call takes a while: open this page in six tabs, submit in each and watch the queue.",
  layout: Row(shout, count, shorten),
  apps: [shout, count, shorten],
});

demo.launch();

import { Interface } from "vitrine";

/** Takes one call an hour. */
export const demo = new Interface({
  title: "Once an hour",
  inputs: "text",
  outputs: "text",
  rateLimit: { calls: 1, perMs: 3_600_000 },
  fn: (text) => text.toUpperCase(),
});

demo.launch();

import { Interface, Slider, Textbox } from "vitrine";
import { serve } from "./serve.ts";

const demo = new Interface({
  title: "Hello",
  inputs: [Textbox({ name: "name", label: "Name" }), Slider({ name: "warmth", label: "Warmth", min: 1, max: 10 })],
  outputs: Textbox({ name: "greeting", label: "Greeting" }),
  fn: (name, warmth) => `Hello, ${name}${"!".repeat(warmth)}`,
});
await serve(demo);

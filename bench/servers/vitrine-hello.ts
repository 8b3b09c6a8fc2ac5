import { Interface, Slider, Textbox } from "vitrine";
import { reportTo } from "./report.ts";

const demo = new Interface({
  title: "Hello",
  inputs: [Textbox({ name: "name", label: "Name" }), Slider({ name: "warmth", label: "Warmth", min: 1, max: 10 })],
  outputs: Textbox({ name: "greeting", label: "Greeting" }),
  fn: (name, warmth) => `Hello, ${name}${"!".repeat(warmth)}`,
});
const { url } = await demo.launch({ port: 0, quiet: true });
reportTo(url);

import { Interface, Textbox } from "vitrine";
import { reportTo } from "./report.ts";

const demo = new Interface({
  inputs: Textbox({ name: "text" }),
  outputs: Textbox(),
  concurrencyLimit: null,
  fn: (text) => text,
});
const { url } = await demo.launch({ port: 0, quiet: true });
reportTo(url);

import { Interface, Textbox } from "vitrine";
import { serve } from "./serve.ts";

const demo = new Interface({
  inputs: Textbox({ name: "text" }),
  outputs: Textbox(),
  concurrencyLimit: null,
  fn: (text) => text,
});
await serve(demo);

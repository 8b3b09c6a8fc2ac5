import { Interface, Textbox } from "vitrine";
import { hold } from "./hold.ts";
import { serve } from "./serve.ts";

const demo = new Interface({
  inputs: Textbox({ name: "text" }),
  outputs: Textbox(),
  apiName: "job",
  fn: (text) => {
    hold(20);
    return text;
  },
});
await serve(demo);

import { Interface, Textbox } from "vitrine";
import { hold } from "./hold.ts";
import { serve } from "./serve.ts";

const demo = new Interface({
  inputs: Textbox({ name: "text" }),
  outputs: Textbox(),
  apiName: "work",
  batch: true,
  maxBatchSize: 32,
  fn: (texts) => {
    hold(5 + 0.1 * texts.length);
    return [...texts];
  },
});
await serve(demo);

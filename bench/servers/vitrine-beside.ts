import { Blocks, Column, Textbox, api } from "vitrine";
import { compute } from "./hold.ts";
import { serve } from "./serve.ts";

const heavy = (text: string): string => {
  compute(200);
  return text;
};
const ports = { inputs: Textbox({ name: "text" }), outputs: Textbox() };

const demo = new Blocks({
  layout: Column(),
  events: {
    echo: api({ ...ports, concurrencyLimit: null, fn: (text) => text }),
    main: api({ ...ports, fn: heavy }),
    threaded: api({ ...ports, thread: true, fn: heavy }),
  },
});
await serve(demo);

import { api, Blocks, Textbox } from "vitrine";

/** A function that takes as long as it is let, and one that lets it end. */
const waiting: (() => void)[] = [];
const text = Textbox({ name: "text" });

await new Blocks({
  title: "Patient",
  layout: text,
  events: {
    echo: api({ inputs: [text], outputs: Textbox({ name: "out" }), concurrencyLimit: null, fn: (given) => given }),
    wait: api({
      inputs: [text],
      outputs: Textbox({ name: "out" }),
      concurrencyLimit: null,
      fn: async (given) => {
        await new Promise<void>((resolve) => void waiting.push(resolve));
        return given;
      },
    }),
    release: api({
      inputs: [],
      outputs: Textbox({ name: "out" }),
      queue: false,
      fn: () => {
        for (const go of waiting.splice(0)) go();
        return "released";
      },
    }),
  },
}).launch();

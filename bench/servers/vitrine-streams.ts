import { randomFillSync } from "node:crypto";
import { Blocks, Column, Image, Numberbox, Textbox, api } from "vitrine";
import { serve } from "./serve.ts";

const side = 256;

function noise(): { width: number; height: number; data: Uint8ClampedArray } {
  const data = randomFillSync(new Uint8ClampedArray(side * side * 4));
  for (let at = 3; at < data.length; at += 4) data[at] = 255;
  return { width: side, height: side, data };
}

const demo = new Blocks({
  layout: Column(),
  events: {
    text: api({
      inputs: Numberbox({ name: "count" }),
      outputs: Textbox(),
      concurrencyLimit: null,
      fn: async function* (count) {
        for (let [at, text] = [0, ""]; at < count; at++) yield (text += `word${at} `);
      },
    }),
    image: api({
      inputs: Numberbox({ name: "count" }),
      outputs: Image(),
      concurrencyLimit: null,
      fn: async function* (count) {
        for (let at = 0; at < count; at++) yield noise();
      },
    }),
  },
});
await serve(demo);

import { api, Blocks, Checkbox, Column, Dropdown, File, Image, Json, Numberbox, Slider, Textbox } from "vitrine";

/** Endpoints of the sorts that documentation has to tell apart; what is not public must not be told of. */
export const demo = new Blocks({
  title: "Kitchen",
  layout: Column(),
  events: {
    order: api({
      apiDescription: "Takes an order.",
      inputs: {
        note: Textbox({ value: `it's "5 $HOME" \\n a\nline: äö😀 \`x\` %s` }),
        amount: Numberbox({ min: 2, max: 9 }),
        size: Slider({ min: 1, max: 10, step: 1, value: 3 }),
        hot: Checkbox(),
        drink: Dropdown({ choices: ["tea", "café 'noir'"], label: "Choice of drink" }),
        class: Textbox({ optional: true }),
      },
      outputs: { said: Textbox(), order: Json() },
      fn: ({ note, amount, size, hot, drink }) => ({ said: note, order: { amount, size, hot, drink } }),
    }),
    weigh: api({
      inputs: { paper: File(), photo: Image() },
      outputs: Json({ name: "sizes" }),
      fn: ({ paper, photo }) => ({ bytes: paper.size, width: photo.width, height: photo.height }),
    }),
    count: api({
      inputs: [Numberbox({ name: "from", value: 1 })],
      outputs: Numberbox({ name: "number" }),
      fn: async function* (from) {
        for (let number = from; number < from + 3; number++) {
          yield number;
          // A value that follows at once may stand for the one before.
          await new Promise((resolve) => setTimeout(resolve, 60));
        }
      },
    }),
    unlisted: api({ inputs: [], outputs: Textbox(), apiVisibility: "undocumented", fn: () => "unlisted" }),
    secret: api({ inputs: [], outputs: Textbox(), apiVisibility: "private", fn: () => "secret" }),
  },
});

demo.launch();

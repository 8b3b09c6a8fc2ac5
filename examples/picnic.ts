import { Blocks, Button, Column, Dropdown, on, Row, State, Textbox, update } from "vitrine";

const shelves: Record<string, string[]> = {
  Bread: ["Baguette", "Rye", "Pretzel"],
  Fruit: ["Apples", "Cherries", "A melon"],
  Drinks: ["Water", "Lemonade"],
};

const shelf = Dropdown({ label: "Shelf", choices: Object.keys(shelves), value: "Bread" });
const thing = Dropdown({ label: "Thing", choices: shelves["Bread"]!, value: "Baguette" });
const add = Button("Add", { variant: "primary" });
const empty = Button("Empty the basket");
const basket = Textbox({ label: "Basket", lines: 4 });
// Each visitor has a list of their own.
const list = State(() => [] as string[]);

export const demo = new Blocks({
  title: "Packing for a picnic",
  description: "What the second list offers depends on the first, and the basket remembers.",
  layout: Column(Row(shelf, thing), Row(add, empty), basket),
  events: {
    look: on(shelf.change, {
      inputs: { shelf },
      outputs: thing,
      fn: ({ shelf: chosen }) => {
        const choices = shelves[chosen] ?? [];
        return update({ choices, value: choices[0] ?? null, label: `Thing of ${chosen}` });
      },
    }),
    add: on(add.click, {
      inputs: { thing, list },
      outputs: { basket, list },
      fn: ({ thing: chosen, list: before }) => ({
        basket: [...before, chosen].join("\n"),
        list: [...before, chosen],
      }),
    }),
    empty: on(empty.click, { inputs: [], outputs: { basket, list }, fn: () => ({ basket: "", list: [] }) }),
  },
});

demo.launch();

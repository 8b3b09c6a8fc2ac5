import { api, Blocks, Column, File, Json, Numberbox, State, Textbox, UserError } from "vitrine";

const seen = State(() => 0);
const text = Textbox({ name: "text", label: "Text" });
const times = Numberbox({ name: "times", label: "Times", value: 2 });

export const demo = new Blocks({
  title: "For the client",
  layout: Column(text, times),
  events: {
    repeat: api({ inputs: [text, times], outputs: Textbox(), fn: (word, count) => word.repeat(count ?? 1) }),
    measure: api({
      inputs: { text: Textbox() },
      outputs: { length: Numberbox(), words: Json() },
      fn: ({ text: given }) => ({ length: given.length, words: given.split(" ") }),
    }),
    count: api({
      inputs: [Numberbox({ name: "to" })],
      outputs: [Numberbox(), Textbox()],
      concurrencyLimit: 1,
      async *fn(to, context) {
        for (let at = 1; at <= to; at++) {
          context.progress(at, to);
          yield [at, "counting"] as const;
          // oxlint-disable-next-line no-await-in-loop -- a step after the other
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        context.info("counted");
      },
    }),
    forever: api({
      inputs: [],
      outputs: Textbox(),
      async fn({ signal }) {
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        console.log("forever was told to stop");
        return "stopped";
      },
    }),
    visits: api({
      inputs: { seen },
      outputs: { seen, visits: Numberbox() },
      fn: ({ seen: before }) => ({ seen: before + 1, visits: before + 1 }),
    }),
    copy: api({ inputs: [File({ name: "file" })], outputs: File(), concurrencyLimit: null, fn: (file) => file }),
    refuse: api({
      inputs: [text],
      outputs: Textbox(),
      fn: (word): string => {
        throw new UserError(`No ${word} here`, { title: "Refused" });
      },
    }),
    hidden: api({ inputs: [], outputs: Textbox(), apiVisibility: "private", fn: () => "secret" }),
  },
});

if (process.env["VITRINE_PORT"] !== undefined) await demo.launch();

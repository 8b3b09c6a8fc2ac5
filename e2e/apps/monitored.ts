import { api, Blocks, Button, Column, on, Textbox, UserError } from "vitrine";

const text = Textbox({ name: "text", label: "Text" });
const go = Button("Go");
const size = Textbox({ name: "size", label: "Batch" });

let release = (): void => {};

/** Batches that are slow to gather, calls that are held, a shared limit and failures. Options come as JSON in LAUNCH. */
export const demo = new Blocks({
  title: "Watched",
  layout: Column(text, go, size),
  events: {
    gather: on(go.click, {
      inputs: [text],
      outputs: size,
      batch: true,
      maxBatchSize: 4,
      batchTimeoutMs: 600_000,
      concurrencyLimit: 1,
      fn: (texts) => texts.map(() => `batch of ${texts.length}`),
    }),
    hold: api({
      inputs: [],
      outputs: Textbox(),
      concurrencyId: "gpu",
      concurrencyLimit: 2,
      fn: async (_context) => {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        return "released";
      },
    }),
    beside: api({ inputs: [Textbox({ name: "word" })], outputs: Textbox(), concurrencyId: "gpu", fn: (word) => word }),
    fail: api({
      inputs: [],
      outputs: Textbox(),
      fn: () => {
        throw new UserError("my secret reason");
      },
    }),
    release: api({
      inputs: [],
      outputs: Textbox(),
      queue: false,
      fn: () => {
        release();
        return "done";
      },
    }),
  },
});

await demo.queue({ maxSize: 5 }).launch(JSON.parse(process.env["LAUNCH"] ?? "{}") as object);

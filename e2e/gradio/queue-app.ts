import { EventEmitter, once } from "node:events";
import { api, Blocks, Column, Json, Textbox } from "vitrine";

const word = (name: string) => Textbox({ name, label: name });
const doors = new EventEmitter();
const opened = new Set<string>();
const started: string[] = [];
const batches: number[] = [];
const most = { alone: 0, shared: 0 };
const running = { alone: 0, shared: 0 };

/** A function that counts how many of its limit run at once. */
function counted(limit: keyof typeof running) {
  return async (text: string): Promise<string> => {
    running[limit] += 1;
    most[limit] = Math.max(most[limit], running[limit]);
    await new Promise((resolve) => setTimeout(resolve, 10));
    running[limit] -= 1;
    return `${text}!`;
  };
}

const inputs = [word("text")] as const;

const demo = new Blocks({
  layout: Column(),
  events: {
    hold: api({
      inputs,
      outputs: word("held"),
      fn: async (text, { signal }) => {
        started.push(text);
        process.stdout.write(`holds ${text}\n`);
        if (!opened.has(text)) await once(doors, text, { signal });
        return `${text}!`;
      },
    }),
    open: api({
      inputs,
      outputs: word("opened"),
      queue: false,
      fn: (text) => {
        opened.add(text);
        doors.emit(text);
        return text;
      },
    }),
    last: api({
      inputs,
      outputs: word("done"),
      fn: async (text) => {
        process.stdout.write(`last ${text}\n`);
        await once(process, "SIGTERM");
        return `${text}!`;
      },
    }),
    alone: api({ inputs, outputs: word("done"), concurrencyLimit: 1, fn: counted("alone") }),
    left: api({
      inputs,
      outputs: word("done"),
      concurrencyLimit: 2,
      concurrencyId: "shared",
      fn: counted("shared"),
    }),
    right: api({ inputs, outputs: word("done"), concurrencyId: "shared", fn: counted("shared") }),
    batch: api({
      inputs,
      outputs: word("twice"),
      batch: true,
      maxBatchSize: 4,
      fn: (texts: readonly (readonly string[])[]) => {
        batches.push(texts.length);
        return texts.map(([text = ""]) => text + text) as never;
      },
    } as never),
    report: api({
      inputs: [],
      outputs: Json({ name: "report" }),
      queue: false,
      fn: () => ({ started, batches, most }),
    }),
  },
});

void demo.queue({ maxSize: 12 }).launch();

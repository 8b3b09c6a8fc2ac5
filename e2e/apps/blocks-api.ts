import {
  api,
  Blocks,
  Button,
  ChatInterface,
  Column,
  Image,
  Interface,
  keep,
  Numberbox,
  on,
  State,
  Textbox,
  update,
} from "vitrine";

const kept = State(() => 0);
const name = Textbox({ name: "name" });
const go = Button("Go");
const answer = Textbox({ name: "answer" });

let release = (): void => {};

const count = new Interface({ inputs: "text", outputs: "number", apiName: "count", fn: (text) => text.length });
const hidden = new Interface({ inputs: "text", outputs: "text", apiName: "hidden", fn: (text) => text });
const chat = new ChatInterface({ apiName: "talk", fn: (message, history) => `${history.length}: ${message}` });

/** Endpoints with and without events, and whole apps, of which one keeps its API to the page. */
export const demo = new Blocks({
  title: "First",
  layout: Column(name, go, answer, count, hidden, chat),
  events: {
    greet: on(go.click, { inputs: [name], outputs: answer, fn: (who) => `Hello ${who}` }),
    add: api({
      inputs: { by: Numberbox({ name: "by" }), kept },
      outputs: { sum: Numberbox(), kept },
      fn: ({ by, kept: before }) => ({ sum: before + by, kept: before + by }),
    }),
    read: api({ inputs: kept, outputs: Numberbox(), fn: (now) => now }),
    change: api({
      inputs: [],
      outputs: {
        said: Textbox({ name: "said" }),
        picture: Image({ name: "picture" }),
        rest: Textbox({ name: "rest" }),
      },
      fn: function* () {
        const picture = { width: 1, height: 1, data: new Uint8Array([255, 0, 0, 255]) };
        yield { said: update({ value: "first", label: "Now" }), picture: keep, rest: keep };
        yield { said: update({ value: "last" }), picture: update({ value: picture, label: "New" }) };
      },
    }),
    hold: api({
      inputs: [],
      outputs: Textbox(),
      fn: async function* () {
        yield "held";
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        yield "released";
      },
    }),
    release: api({
      inputs: [],
      outputs: Textbox(),
      queue: false,
      fn: () => {
        release();
        return "at once";
      },
    }),
  },
  apps: [count, chat],
});

/** Shares its components with the first, and nothing else. */
const second = new Blocks({
  title: "Second",
  layout: Column(name, go, answer),
  events: {
    greet: on(go.click, { inputs: [name], outputs: answer, fn: (who) => `Goodbye ${who}` }),
    read: api({ inputs: kept, outputs: Numberbox(), fn: (now) => now }),
  },
});

const other = await second.launch({ port: 0 });
process.stdout.write(`Second on ${other.url}\n`);
await demo.queue({ maxSize: 1 }).launch();

import { EventEmitter, once } from "node:events";
import { api, Blocks, Button, Column, Json, Numberbox, on, State, Textbox } from "vitrine";

const door = new EventEmitter().setMaxListeners(0);
const started: string[] = [];
const doorway = { open: false, allowed: 0 };

const text = Textbox({ name: "text", label: "Text" });
const inputs = [text] as const;
const outputs = Textbox({ name: "answer", label: "Answer" });
const go = Button("Go");

async function passDoor(name: string, { signal }: { readonly signal: AbortSignal }): Promise<string> {
  started.push(name);
  while (!doorway.open && doorway.allowed === 0) await once(door, "open", { signal });
  if (!doorway.open) doorway.allowed -= 1;
  return `${name}!`;
}

/** A function that a crowd waits for behind a door, others beside it, and one that floods its listener. */
export const demo = new Blocks({
  layout: Column(text, go, outputs),
  events: {
    wait: on(go.click, { inputs, outputs, fn: passDoor }),
    // Whoever leaves is done with it.
    brief: api({ inputs, outputs, onDisconnect: "cancel", fn: passDoor }),
    run: api({
      inputs,
      outputs,
      onDisconnect: "cancel",
      concurrencyLimit: null,
      fn: async (name, { signal }) => {
        await once(signal, "abort");
        return name;
      },
    }),
    echo: api({ inputs, outputs, concurrencyLimit: null, fn: (name) => `${name}!` }),
    remember: api({
      inputs: [...inputs, State(() => "")],
      outputs: [outputs, State(() => "")],
      concurrencyLimit: null,
      fn: (name, kept) => [`${name}!`, kept + name.repeat(100)],
    }),
    flood: api({
      inputs: [Numberbox({ name: "times" }), Numberbox({ name: "size" })],
      outputs,
      onDisconnect: "keep",
      concurrencyLimit: null,
      fn: function* (times, size) {
        for (let n = 1; n <= times; n++) yield `${n} ${String.fromCodePoint(97 + (n % 26)).repeat(size)}`;
        started.push("flooded");
      },
    }),
    // Lets some more through the door.
    pass: api({
      inputs: [Numberbox({ name: "count" })],
      outputs: Numberbox({ name: "allowed" }),
      queue: false,
      fn: (count) => {
        doorway.allowed += count;
        door.emit("open");
        return doorway.allowed;
      },
    }),
    open: api({
      inputs: [],
      outputs: Json({ name: "started" }),
      queue: false,
      fn: () => {
        doorway.open = true;
        door.emit("open");
        return started;
      },
    }),
    // Forgets what has started.
    shut: api({
      inputs: [],
      outputs: Json({ name: "started" }),
      queue: false,
      fn: () => {
        doorway.open = false;
        return started.splice(0);
      },
    }),
    started: api({ inputs: [], outputs: Json({ name: "started" }), queue: false, fn: () => started }),
  },
});

void demo.launch({
  ...(process.env["USERS"] === undefined ? {} : { auth: { ann: "pass", bob: "pass" } }),
  limits: { sessionIdleMs: Number(process.env["IDLE_MS"] ?? 3_600_000) },
});

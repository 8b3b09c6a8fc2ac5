import { EventEmitter, once } from "node:events";
import { api, Blocks, Column, Json, Numberbox, State, Textbox } from "vitrine";

const door = new EventEmitter().setMaxListeners(0);
const started: string[] = [];
let open = false;

const inputs = [Textbox({ name: "text" })] as const;
const outputs = Textbox({ name: "answer" });

async function passDoor(text: string, { signal }: { readonly signal: AbortSignal }): Promise<string> {
  started.push(text);
  if (!open) await once(door, "open", { signal });
  return `${text}!`;
}

/** A function that a crowd waits for behind a door, others beside it, and one that floods its listener. */
export const demo = new Blocks({
  layout: Column(),
  events: {
    wait: api({ inputs, outputs, fn: passDoor }),
    // Whoever leaves is done with it.
    brief: api({ inputs, outputs, onDisconnect: "cancel", fn: passDoor }),
    run: api({
      inputs,
      outputs,
      onDisconnect: "cancel",
      concurrencyLimit: null,
      fn: async (text, { signal }) => {
        await once(signal, "abort");
        return text;
      },
    }),
    echo: api({ inputs, outputs, concurrencyLimit: null, fn: (text) => `${text}!` }),
    remember: api({
      inputs: [...inputs, State(() => "")],
      outputs: [outputs, State(() => "")],
      concurrencyLimit: null,
      fn: (text, kept) => [`${text}!`, kept + text.repeat(100)],
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
    open: api({
      inputs: [],
      outputs: Json({ name: "started" }),
      queue: false,
      fn: () => {
        open = true;
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
        open = false;
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

import { EventEmitter, once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { api, Json, Textbox } from "vitrine";

const inputs = [Textbox({ name: "text" })] as const;
const outputs = Textbox({ name: "done" });
const doors = new EventEmitter().setMaxListeners(0);
const opened = new Set<string>();
const started: string[] = [];
const stopped: string[] = [];
const batches: number[] = [];
const most = { alone: 0, shared: 0 };
const running = { alone: 0, shared: 0 };

/** Waits until somebody opens the door that a text begins with. */
async function behindDoor(text: string, signal?: AbortSignal): Promise<void> {
  const door = text.split(" ")[0]!;
  if (!opened.has(door)) await once(doors, door, { signal });
}

/** A function that counts how many of its limit run at once. */
function counted(limit: keyof typeof running) {
  return async (text: string): Promise<string> => {
    running[limit] += 1;
    most[limit] = Math.max(most[limit], running[limit]);
    await pause(10);
    running[limit] -= 1;
    return `${text}!`;
  };
}

/** Endpoints that wait, run beside others or are cancelled, and `report`, which tells what the functions saw. */
export const queueEvents = {
  hold: api({
    inputs,
    outputs,
    fn: async (text, { signal }) => {
      started.push(text);
      await behindDoor(text, signal);
      return `${text}!`;
    },
  }),
  open: api({
    inputs,
    outputs,
    queue: false,
    fn: (door) => {
      opened.add(door);
      doors.emit(door);
      return door;
    },
  }),
  endless: api({
    inputs,
    outputs,
    concurrencyLimit: null,
    fn: async function* (text, { signal }) {
      try {
        for (let at = 0; !signal.aborted; at += 1) {
          yield `${at}`;
          await pause(20);
        }
      } finally {
        stopped.push(text);
      }
    },
  }),
  alone: api({ inputs, outputs, concurrencyLimit: 1, fn: counted("alone") }),
  left: api({ inputs, outputs, concurrencyLimit: 2, concurrencyId: "shared", fn: counted("shared") }),
  right: api({ inputs, outputs, concurrencyId: "shared", fn: counted("shared") }),
  batch: api({
    inputs,
    outputs,
    batch: true,
    maxBatchSize: 4,
    fn: async (texts) => {
      batches.push(texts.length);
      await behindDoor(texts[0]!);
      return texts.map((text) => text + text);
    },
  }),
  last: api({
    inputs,
    outputs,
    fn: async (text) => {
      process.stdout.write(`last ${text}\n`);
      await once(process, "SIGTERM");
      return `${text}!`;
    },
  }),
  report: api({
    inputs: [],
    outputs: Json({ name: "report" }),
    queue: false,
    fn: () => ({ started, stopped, batches, most }),
  }),
};

import { api, Blocks, Image, Json, Numberbox, Textbox, type ReceivedFile } from "vitrine";

const name = Textbox({ name: "name" });
const work = Numberbox({ name: "work", value: 1 });
const answer = Textbox({ name: "answer" });

const started: string[] = [];
const asked: unknown[] = [];
const gates = new Map<string, () => void>();

/** Notes a start and waits until the call of this name is let go. */
const held = async (call: string): Promise<string> => {
  started.push(call);
  await new Promise<void>((resolve) => gates.set(call, resolve));
  return call;
};

const bySize = ({ image }: { image: ReceivedFile }): number => {
  asked.push([image.name, image.size]);
  return image.size;
};

/** Functions whose calls wait for each other by every rule of the queue; `/let` ends them by name. */
export const demo = new Blocks({
  title: "Fair queue",
  layout: name,
  events: {
    weighed: api({ inputs: [name, work], outputs: answer, cost: (_, steps) => steps, fn: held }),
    pictured: api({ inputs: { image: Image() }, outputs: answer, cost: bySize, fn: () => held("picture") }),
    grouped: api({
      inputs: name,
      outputs: answer,
      batch: true,
      maxBatchSize: 8,
      batchKey: (call) => call.charAt(0),
      fn: async (calls) => {
        await held(calls.join("+"));
        return calls;
      },
    }),
    picky: api({
      inputs: name,
      outputs: answer,
      batch: true,
      maxBatchSize: 4,
      batchTimeoutMs: 60_000,
      idempotent: true,
      fn: (calls, contexts) => {
        if (calls.includes("bad")) throw new Error(`a bad call among ${calls.length}`);
        return calls.map((call, at) => `${call} ${contexts[at]!.call.attempt}`);
      },
    }),
    team: api({ inputs: name, outputs: answer, concurrencyLimit: 9, perCallerLimit: 1, fn: held }),
    rare: api({ inputs: name, outputs: answer, rateLimit: { calls: 2, perMs: 3_600_000 }, fn: (call) => call }),
    gpu: api({ inputs: name, outputs: answer, concurrencyId: "gpu", fn: held }),
    wrong: api({ inputs: name, outputs: answer, cost: () => -1, fn: held }),
    // Computes without a pause, so that the script answers nothing.
    compute: api({
      inputs: work,
      outputs: answer,
      concurrencyLimit: null,
      fn: (ms) => {
        const end = performance.now() + ms;
        while (performance.now() < end);
        return "computed";
      },
    }),
    let: api({ inputs: name, outputs: Json(), queue: false, fn: (call) => (gates.get(call)?.(), started) }),
    asked: api({ inputs: [], outputs: Json(), queue: false, fn: () => asked }),
  },
}).queue({
  concurrencyGroups: { gpu: { limit: 2, maxSize: 1 } },
  callerOf: ({ headers, address }) => {
    if (headers.get("x-team") === "throw") throw new Error("no such team");
    return headers.get("x-team") ?? address;
  },
});

demo.launch();

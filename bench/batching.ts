import { median, printBar, printMissing, ratio } from "./bars.ts";
import { callingSide } from "./calling-side.ts";
import type { Way } from "./load/open-caller.ts";
import { measure, readLength, type Side } from "./measure.ts";
import { startPeer, startServer, stopAll } from "./servers/child.ts";
import { table } from "./table.ts";

// Batching on a server: 64 callers over HTTP, 5 ms + 0.1 ms an item, batches of 32, beside Gradio and LitServe and the
// ideal of full batches back to back: rounds in turn, one run. `tsx batching.ts [seconds] [rounds]`
const { seconds, rounds } = readLength(4, 3);
const [callers, size] = [64, 32];
const idealRate = size / ((5 + 0.1 * size) / 1_000);
const ours = await startServer("vitrine-batching.ts");
const gradio = await startPeer("gradio_batching.py");
const litserve = await startPeer("litserve_batching.py");
printMissing({ gradio, litserve });

function side(label: string, way: Way, server: typeof ours): Side {
  const { name, run } = callingSide({ label, way, server, name: "work", callers, seconds });
  return {
    name,
    run: async () => {
      const sample = await run();
      return { ...sample, "share of the ideal, %": (sample["calls/s"]! / idealRate) * 100 };
    },
  };
}

const sides = [
  side("vitrine /call", "call", ours),
  side("vitrine /api", "api", ours),
  ...(gradio === null ? [] : [side("Gradio /call", "call", gradio)]),
  ...(litserve === null ? [] : [side("LitServe", "litserve", litserve)]),
];
const rows = await measure(sides, rounds);
console.log(`${table(rows)}\n`);
const rate = (name: string): number | null => median(rows, name, "calls/s");
for (const name of ["vitrine /call", "vitrine /api"]) {
  printBar(`${name}, share of the ideal, %`, median(rows, name, "share of the ideal, %"), "≥", 85);
  printBar(`${name} through Gradio /call, calls/s`, ratio(rate(name), rate("Gradio /call")), "≥", 7);
  printBar(`${name} through LitServe, calls/s`, ratio(rate(name), rate("LitServe")), "≥", 1.9);
}
await stopAll([ours, gradio, litserve]);

import { median, printBar, printMissing, ratio } from "./bars.ts";
import type { Beside, BesidePlan } from "./load/beside.ts";
import { measure, readLength, runLoad, type Side } from "./measure.ts";
import { startPeer, startServer, stopAll } from "./servers/child.ts";
import { table } from "./table.ts";

// How quick the rest of an app is beside functions that compute for 200 ms each, back to back: an echo beside one with
// `thread: true`, GET /config and positions beside one on the main thread, and the same beside Gradio's, whose functions
// always run in threads: rounds in turn, one run. `tsx beside.ts [seconds] [rounds]`
const { seconds, rounds } = readLength(5, 3);
const ours = await startServer("vitrine-beside.ts");
const gradio = await startPeer("gradio_beside.py");
printMissing({ gradio });

function side(name: string, plan: Omit<BesidePlan, "url" | "seconds">, server: typeof ours): Side {
  return {
    name,
    run: async () => {
      const { count, p50, p99, held } = await runLoad<Beside>("beside.ts", { ...plan, url: server.url, seconds });
      return { "answers/s": count / seconds, "p50 ms": p50, "p99 ms": p99, "200 ms functions/s": held };
    },
  };
}

const sides = [
  side("vitrine, echo beside a thread", { way: "page", heavy: "threaded", what: "echo" }, ours),
  side("vitrine, echo by /api beside a thread", { way: "api", heavy: "threaded", what: "echo" }, ours),
  side("vitrine, /config beside the main thread", { way: "page", heavy: "main", what: "config" }, ours),
  side("vitrine, positions beside the main thread", { way: "page", heavy: "main", what: "position" }, ours),
];
if (gradio !== null) {
  sides.push(side("Gradio, echo", { way: "queue", heavy: "main", what: "echo" }, gradio));
  sides.push(side("Gradio, /config", { way: "queue", heavy: "main", what: "config" }, gradio));
  sides.push(side("Gradio, positions", { way: "queue", heavy: "main", what: "position" }, gradio));
}
const rows = await measure(sides, rounds);
console.log(`${table(rows)}\n`);
const pairs = [
  ["vitrine, echo beside a thread", "Gradio, echo"],
  ["vitrine, echo by /api beside a thread", "Gradio, echo"],
  ["vitrine, /config beside the main thread", "Gradio, /config"],
  ["vitrine, positions beside the main thread", "Gradio, positions"],
] as const;
for (const [own, peer] of pairs) {
  printBar(`${own}, p50 ms`, median(rows, own, "p50 ms"), "≤", 1);
  const tails = ratio(median(rows, own, "p99 ms"), median(rows, peer, "p99 ms"));
  printBar(`p99 of ${own} through ${peer}`, tails, "≤", 1 / 20);
}
await stopAll([ours, gradio]);

import { median, printBar, printMissing } from "./bars.ts";
import type { Crowd, CrowdPlan } from "./load/crowd.ts";
import type { Way } from "./load/open-caller.ts";
import { measure, readLength, runLoad, type Side } from "./measure.ts";
import { peersPython } from "./peers.ts";
import { startServer } from "./servers/child.ts";
import type { Usage } from "./servers/usage.ts";
import { type Row, table } from "./table.ts";

// Jobs of 20 ms, one at a time, while a crowd waits and calls again when answered: rounds in turn, one run, a fresh server
// a round since memory is counted. Gradio gets 30 s to tell each something. `tsx crowd.ts [seconds] [rounds]`
const { seconds, rounds } = readLength(8, 3);
const hasGradio = peersPython() !== null;
printMissing({ gradio: hasGradio || null });

function side(label: string, way: Way, file: string, callers: number): Side {
  return {
    name: `${label}, ${callers} wait`,
    run: async () => {
      const server = await startServer(file);
      const at: Record<string, Usage> = {};
      const plan: CrowdPlan = { way, url: server.url, name: "job", callers, seconds, patience: 30 };
      const crowd = await runLoad<Crowd>("crowd.ts", plan, (stage) => {
        at[stage] = server.usage();
      });
      await server.stop();
      return {
        "jobs/s": crowd.jobs / crowd.watched,
        "CPU % of a core": (at["watched"]!.cpuMs - at["joined"]!.cpuMs) / crowd.watched / 10,
        joined: crowd.joined,
        "all joined, s": crowd.joinSeconds,
        "first status p95 ms": crowd.statusP95,
        "kB a waiting client": (at["joined"]!.residentKb - at["start"]!.residentKb) / callers,
      };
    },
  };
}

const rows: Row[] = [];
for (const callers of [1_000, 3_000]) {
  const sides = [
    side("vitrine, page", "page", "vitrine-crowd.ts", callers),
    side("vitrine, Gradio's protocol", "queue", "vitrine-crowd.ts", callers),
    ...(hasGradio ? [side("Gradio", "queue", "gradio_crowd.py", callers)] : []),
  ];
  rows.push(...(await measure(sides, rounds, false)));
}
console.log(`${table(rows)}\n`);
for (const [callers, bar] of [
  [1_000, 47],
  [3_000, 45],
] as const) {
  const name = `vitrine, page, ${callers} wait`;
  printBar(`${name}, jobs/s`, median(rows, name, "jobs/s"), "≥", bar);
  printBar(`${name}, all joined within s`, median(rows, name, "all joined, s"), "≤", 5);
}
const name = "vitrine, page, 1000 wait";
printBar(`${name}, first status p95 ms`, median(rows, name, "first status p95 ms"), "≤", 150);
printBar(`${name}, kB a waiting client`, median(rows, name, "kB a waiting client"), "≤", 40);

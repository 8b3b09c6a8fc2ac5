import { setTimeout as sleep } from "node:timers/promises";
import { median, printBar, printMissing, ratio } from "./bars.ts";
import { openCaller, type Way } from "./load/open-caller.ts";
import { measure, readLength, type Side } from "./measure.ts";
import { peersPython } from "./peers.ts";
import { startServer } from "./servers/child.ts";
import { table } from "./table.ts";

// From the start of the process to the first answered call, then at rest with nobody there: rounds in turn, one run.
// `tsx start.ts [seconds at rest] [rounds]`
const { seconds, rounds } = readLength(5, 3);
const hasGradio = peersPython() !== null;
printMissing({ gradio: hasGradio || null });

function side(name: string, way: Way, file: string): Side {
  return {
    name,
    run: async () => {
      const start = performance.now();
      const server = await startServer(file);
      const caller = await openCaller(way, server.url, "predict");
      await caller.call(["hello"]);
      const answered = performance.now();
      const first = server.usage();
      caller.close();
      // What follows a start, such as freeing memory, is no rest yet.
      await sleep(10_000);
      const before = server.usage();
      await sleep(seconds * 1_000);
      const after = server.usage();
      await server.stop();
      return {
        "first answer s": (answered - start) / 1_000,
        "CPU of the start s": first.cpuMs / 1_000,
        "memory MB": first.residentKb / 1_024,
        "CPU at rest %": (after.cpuMs - before.cpuMs) / (seconds * 10),
        "sleeps at rest /s": (after.sleeps - before.sleeps) / seconds,
      };
    },
  };
}

const rows = await measure(
  [
    side("vitrine, node", "call", "vitrine-start.mjs"),
    side("vitrine, tsx", "call", "vitrine-echo.ts"),
    ...(hasGradio ? [side("Gradio", "call", "gradio_echo.py")] : []),
  ],
  rounds,
  false,
);
console.log(`${table(rows)}\n`);
for (const name of ["vitrine, node", "vitrine, tsx"]) {
  const cpu = ratio(median(rows, name, "CPU of the start s"), median(rows, "Gradio", "CPU of the start s"));
  printBar(`${name} through Gradio, CPU of the start`, cpu, "≤", 1 / 4);
  printBar(`${name}, CPU at rest %`, median(rows, name, "CPU at rest %"), "≤", 0.2);
  printBar(`${name}, sleeps at rest a second`, median(rows, name, "sleeps at rest /s"), "≤", 2);
}

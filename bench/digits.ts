import { median, printBar } from "./bars.ts";
import { callingSide } from "./calling-side.ts";
import { measure, readLength, runLoad, type Side } from "./measure.ts";
import { startServer } from "./servers/child.ts";
import { table } from "./table.ts";

// The digits network by onnxruntime: 64 callers in the same process through `batched` and `onnxModel`, and 64 over HTTP
// through a batched function, beside the best batches that the bare runtime runs: rounds in turn, one run.
// `tsx digits.ts [seconds] [rounds]`
const { seconds, rounds } = readLength(3, 3);
const callers = 64;
const server = await startServer("vitrine-digits.ts");
const inProcess = (name: string, mode: "offline" | "batched"): Side => ({
  name,
  run: async () => {
    const { rate, cpuMs } = await runLoad<{ rate: number; cpuMs: number }>("digits.ts", { mode, seconds, callers });
    return { "items/s": rate, "CPU ms an item": cpuMs };
  },
});
const http = callingSide({ label: "vitrine /api, ×64", way: "api", server, name: "predict", callers, seconds });
const rows = await measure(
  [
    inProcess("bare onnxruntime, best batch", "offline"),
    inProcess("batched + onnxModel, ×64", "batched"),
    {
      name: http.name,
      run: async () => {
        const sample = await http.run();
        return { "items/s": sample["calls/s"]!, "CPU ms an item": sample["CPU ms a call"]! };
      },
    },
  ],
  rounds,
);
console.log(`${table(rows)}\n`);
const best = median(rows, "bare onnxruntime, best batch", "items/s")!;
for (const name of ["batched + onnxModel, ×64", "vitrine /api, ×64"]) {
  printBar(`${name}, % of the best offline`, (median(rows, name, "items/s")! / best) * 100, "≥", 80);
}
await server.stop();

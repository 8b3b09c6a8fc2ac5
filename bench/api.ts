import { median, printBar, printMissing, ratio } from "./bars.ts";
import { callingSide } from "./calling-side.ts";
import type { Way } from "./load/open-caller.ts";
import { measure, readLength } from "./measure.ts";
import { startPeer, startServer, stopAll } from "./servers/child.ts";
import { type Row, table } from "./table.ts";

// Queued echo over both HTTP APIs, beside Gradio and a bare route: rounds in turn, one run. A round must be longer than the
// slowest calls, which take Gradio 6 s with 128 callers: a shorter one would cut them off. `tsx api.ts [seconds] [rounds]`
const { seconds, rounds } = readLength(6, 3);
const ours = await startServer("vitrine-echo.ts");
const floor = await startServer("hono-echo.ts");
const gradio = await startPeer("gradio_echo.py");
printMissing({ gradio });
const sides: { name: string; way: Way; server: typeof ours }[] = [
  { name: "vitrine /call", way: "call", server: ours },
  { name: "vitrine /api", way: "api", server: ours },
  { name: "bare Hono", way: "api", server: floor },
  ...(gradio === null ? [] : [{ name: "Gradio /call", way: "call", server: gradio } as const]),
];
const rows: Row[] = [];
for (const callers of [1, 16, 128]) {
  const calling = sides.map(({ name, way, server }) =>
    callingSide({ label: `${name} ×${callers}`, way, server, name: "predict", callers, seconds }),
  );
  rows.push(...(await measure(calling, rounds)));
}
console.log(`${table(rows)}\n`);
for (const way of ["vitrine /call", "vitrine /api"]) {
  const rates = ratio(median(rows, `${way} ×16`, "calls/s"), median(rows, "Gradio /call ×16", "calls/s"));
  printBar(`${way} ×16 through Gradio, calls/s`, rates, "≥", 30);
  for (const callers of [16, 128]) {
    printBar(`${way} ×${callers}, CPU ms a call`, median(rows, `${way} ×${callers}`, "CPU ms a call"), "≤", 0.2);
  }
  const tails = ratio(median(rows, "Gradio /call ×128", "p99 ms"), median(rows, `${way} ×128`, "p99 ms"));
  printBar(`Gradio's p99 ×128 through that of ${way}`, tails, "≥", 90);
}
await stopAll([ours, floor, gradio]);

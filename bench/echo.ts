import { median, printBar, printMissing, ratio } from "./bars.ts";
import { callingSide } from "./calling-side.ts";
import type { Way } from "./load/open-caller.ts";
import { measure, readLength } from "./measure.ts";
import { startPeer, startServer, stopAll } from "./servers/child.ts";
import { type Row, table } from "./table.ts";

// Queued echo as the pages call, beside Gradio's and a bare socket: rounds in turn, one run. `tsx echo.ts [seconds] [rounds]`
const { seconds, rounds } = readLength(2, 3);
const ours = await startServer("vitrine-echo.ts");
const floor = await startServer("socket-echo.ts");
const gradio = await startPeer("gradio_echo.py");
printMissing({ gradio });
const sides: { name: string; way: Way; server: typeof ours }[] = [
  { name: "vitrine", way: "page", server: ours },
  { name: "bare ws", way: "socket", server: floor },
  ...(gradio === null ? [] : [{ name: "Gradio", way: "queue", server: gradio } as const]),
];
const rows: Row[] = [];
for (const callers of [1, 16, 128]) {
  const calling = sides.map(({ name, way, server }) =>
    callingSide({ label: `${name} ×${callers}`, way, server, name: "predict", callers, seconds }),
  );
  rows.push(...(await measure(calling, rounds)));
}
console.log(`${table(rows)}\n`);
printBar("vitrine ×1, p50 ms", median(rows, "vitrine ×1", "p50 ms"), "≤", 0.3);
const share = ratio(median(rows, "vitrine ×1", "calls/s"), median(rows, "bare ws ×1", "calls/s"));
printBar("vitrine ×1 through bare ws, calls/s", share, "≥", 1 / 8);
for (const callers of [16, 128]) {
  printBar(`vitrine ×${callers}, CPU ms a call`, median(rows, `vitrine ×${callers}`, "CPU ms a call"), "≤", 0.2);
}
await stopAll([ours, floor, gradio]);

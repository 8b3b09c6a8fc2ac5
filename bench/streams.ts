import { median, printBar, printMissing, ratio } from "./bars.ts";
import type { Way } from "./load/open-caller.ts";
import { measure, readLength } from "./measure.ts";
import { startPeer, startServer, stopAll } from "./servers/child.ts";
import { streamingSide } from "./streaming-side.ts";
import { type Row, table } from "./table.ts";

// A text that grows by a word a yield, 300 yields a call, by Gradio's protocol and by our page's socket, beside Gradio:
// rounds in turn, one run. `tsx streams.ts [seconds] [rounds]`
const { seconds, rounds } = readLength(3, 3);
const ours = await startServer("vitrine-streams.ts");
const gradio = await startPeer("gradio_streams.py");
printMissing({ gradio });
const sides: { name: string; way: Way; server: typeof ours }[] = [
  { name: "vitrine, page", way: "page", server: ours },
  { name: "vitrine, Gradio's protocol", way: "queue", server: ours },
  ...(gradio === null ? [] : [{ name: "Gradio", way: "queue", server: gradio } as const]),
];
const rows: Row[] = [];
for (const streams of [1, 32]) {
  const streaming = sides.map(({ name, way, server }) =>
    streamingSide({ label: `${name} ×${streams}`, way, server, name: "text", streams, seconds, yields: 300 }),
  );
  rows.push(...(await measure(streaming, rounds)));
}
console.log(`${table(rows)}\n`);
for (const name of ["vitrine, page", "vitrine, Gradio's protocol"]) {
  for (const [streams, bar] of [
    [1, 4],
    [32, 6],
  ] as const) {
    const [own, peer] = [`${name} ×${streams}`, `Gradio ×${streams}`];
    const rates = ratio(median(rows, own, "yields/s"), median(rows, peer, "yields/s"));
    printBar(`${own} through Gradio, yields/s`, rates, "≥", bar);
    const firsts = ratio(median(rows, own, "first yield ms"), median(rows, peer, "first yield ms"));
    printBar(`${own} through Gradio, time to the first yield`, firsts, "≤", 1 / 3);
    printBar(`${own}, lost yields`, median(rows, own, "lost"), "≤", 0);
  }
}
await stopAll([ours, gradio]);

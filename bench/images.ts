import { median, printBar, printMissing, ratio } from "./bars.ts";
import type { Way } from "./load/open-caller.ts";
import { measure, readLength } from "./measure.ts";
import { startPeer, startServer, stopAll } from "./servers/child.ts";
import { streamingSide } from "./streaming-side.ts";
import { type Row, table } from "./table.ts";

// Pictures of 256×256 random pixels, 50 yields a call, 10 with 32 streams, by Gradio's protocol and by our page's socket, beside Gradio as it
// comes (WebP) and with PNG, as ours: rounds in turn, one run. `tsx images.ts [seconds] [rounds]`
const { seconds, rounds } = readLength(3, 3);
const ours = await startServer("vitrine-streams.ts");
const gradio = await startPeer("gradio_streams.py");
printMissing({ gradio });
const sides: { name: string; way: Way; server: typeof ours; endpoint: string }[] = [
  { name: "vitrine, page", way: "page", server: ours, endpoint: "image" },
  { name: "vitrine, Gradio's protocol", way: "queue", server: ours, endpoint: "image" },
];
if (gradio !== null) {
  sides.push({ name: "Gradio", way: "queue", server: gradio, endpoint: "image" });
  sides.push({ name: "Gradio, PNG", way: "queue", server: gradio, endpoint: "image_png" });
}
const rows: Row[] = [];
for (const streams of [1, 32]) {
  const streaming = sides.map(({ name, way, server, endpoint }) =>
    streamingSide({
      label: `${name} ×${streams}`,
      way,
      server,
      name: endpoint,
      streams,
      seconds,
      yields: streams === 1 ? 50 : 10,
    }),
  );
  rows.push(...(await measure(streaming, rounds)));
}
console.log(`${table(rows)}\n`);
for (const name of ["vitrine, page", "vitrine, Gradio's protocol"]) {
  for (const [streams, bar] of [
    [1, 2.5],
    [32, 2],
  ] as const) {
    const own = `${name} ×${streams}`;
    const rates = ratio(median(rows, own, "yields/s"), median(rows, `Gradio ×${streams}`, "yields/s"));
    printBar(`${own} through Gradio, pictures/s`, rates, "≥", bar);
    printBar(`${own}, lost pictures`, median(rows, own, "lost"), "≤", 0);
  }
}
await stopAll([ours, gradio]);

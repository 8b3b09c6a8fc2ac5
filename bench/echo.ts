import { compare, rowsOf, type Side } from "./measure.ts";
import { startServer } from "./servers/child.ts";
import { type Row, table } from "./table.ts";

// Queued echo over the page's socket beside a bare socket echo: rounds in turn, one run. `tsx echo.ts [seconds] [rounds]`
const seconds = Number(process.argv[2] ?? 3);
const rounds = Number(process.argv[3] ?? 3);
const sides: Side[] = [
  { name: "vitrine", kind: "vitrine", server: await startServer("vitrine-echo") },
  { name: "bare ws", kind: "echo", server: await startServer("socket-echo") },
];
const rows: Row[] = [];
for (const callers of [1, 16, 128]) {
  rows.push(...rowsOf(await compare(sides, { load: "load.ts", callers, seconds, rounds }), callers));
}
console.log(table(rows));
await Promise.all(sides.map(({ server }) => server.stop()));

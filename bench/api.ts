import { compare, rowsOf, type Side } from "./measure.ts";
import { peersPython } from "./peers.ts";
import { startServer } from "./servers/child.ts";
import { startPythonServer } from "./servers/python-child.ts";
import { type Row, table } from "./table.ts";

// Queued echo over both HTTP APIs, beside Gradio and a bare route: rounds in turn, one run. `tsx api.ts [seconds] [rounds]`
const seconds = Number(process.argv[2] ?? 3);
const rounds = Number(process.argv[3] ?? 3);
const ours = await startServer("vitrine-echo");
const sides: Side[] = [
  { name: "vitrine /call", kind: "gradio", server: ours },
  { name: "vitrine /api", kind: "simple", server: ours },
  { name: "bare Hono", kind: "simple", server: await startServer("hono-echo") },
];
const python = peersPython();
if (python === null) console.log("Gradio is missing; `npm run peers` installs it.\n");
else sides.push({ name: "Gradio /call", kind: "gradio", server: await startPythonServer(python, "gradio_echo") });
const rows: Row[] = [];
for (const callers of [1, 16, 128]) {
  rows.push(...rowsOf(await compare(sides, { load: "api-load.ts", callers, seconds, rounds }), callers));
}
console.log(table(rows));
await Promise.all(sides.map(({ server }) => server.stop()));

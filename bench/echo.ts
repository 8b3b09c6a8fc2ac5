import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Load } from "./load.ts";
import { startServer } from "./servers/child.ts";
import { type Row, table } from "./table.ts";

// Queued echo over the page's socket beside a bare socket echo: rounds in turn, one run. `tsx echo.ts [seconds] [rounds]`
const seconds = Number(process.argv[2] ?? 3);
const rounds = Number(process.argv[3] ?? 3);
const ours = await startServer("vitrine-echo");
const floor = await startServer("socket-echo");
const sides = [
  { name: "vitrine", kind: "vitrine", server: ours },
  { name: "bare ws", kind: "echo", server: floor },
];
const rows: Row[] = [];
for (const callers of [1, 16, 128]) {
  for (const { server, kind } of sides) await round(server.url, kind, callers, 1);
  const samples = new Map(sides.map(({ name }) => [name, [] as Sample[]]));
  for (let at = 0; at < rounds; at++) {
    for (const { name, kind, server } of sides) {
      const before = await server.cpuMs();
      const load = await round(server.url, kind, callers, seconds);
      samples.get(name)!.push(sampleOf(load, (await server.cpuMs()) - before));
    }
  }
  for (const [name, list] of samples) rows.push({ name: `${name} ×${callers}`, columns: columnsOf(list) });
}
console.log(table(rows));
await Promise.all([ours.stop(), floor.stop()]);

interface Sample {
  readonly rate: number;
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
}

async function round(url: string, kind: string, callers: number, length: number): Promise<Load> {
  const file = fileURLToPath(new URL("load.ts", import.meta.url));
  const child = fork(file, [url, kind, String(callers), String(length)], { execArgv: ["--import", "tsx"] });
  const [load] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`The load ended with code ${String(code)}`))),
  ]);
  return load as Load;
}

function sampleOf({ calls, seconds: time, latencies }: Load, cpuMs: number): Sample {
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))]!;
  return { rate: calls / time, cpu: cpuMs / calls, p50: at(0.5), p99: at(0.99) };
}

function columnsOf(list: readonly Sample[]): Row["columns"] {
  return {
    "calls/s": list.map((sample) => sample.rate),
    "CPU ms a call": list.map((sample) => sample.cpu),
    "p50 ms": list.map((sample) => sample.p50),
    "p99 ms": list.map((sample) => sample.p99),
  };
}

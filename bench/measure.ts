import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ServerProcess } from "./servers/child.ts";
import type { Row } from "./table.ts";

/** What one round of load measured. */
export interface Load {
  readonly calls: number;
  readonly seconds: number;
  /** Milliseconds, sorted. */
  readonly latencies: number[];
}

/** One round against one server. */
export interface Sample {
  /** Calls a second. */
  readonly rate: number;
  /** Processor time of the server, all threads, milliseconds a call. */
  readonly cpu: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** One side of a comparison: a server and how the load talks to it. */
export interface Side {
  readonly name: string;
  readonly kind: string;
  readonly server: ServerProcess;
}

/** How a comparison runs: the load's file beside this one, callers at once, seconds a round, rounds a side. */
export interface Plan {
  readonly load: string;
  readonly callers: number;
  readonly seconds: number;
  readonly rounds: number;
}

/** Rounds of all sides in turn, after one round each that does not count; samples by side. */
export async function compare(sides: readonly Side[], plan: Plan): Promise<Map<string, Sample[]>> {
  for (const side of sides) await round(side, { ...plan, seconds: 1 });
  const samples = new Map(sides.map(({ name }) => [name, [] as Sample[]]));
  for (let at = 0; at < plan.rounds; at++) {
    for (const side of sides) {
      const before = await side.server.cpuMs();
      const load = await round(side, plan);
      samples.get(side.name)!.push(sampleOf(load, (await side.server.cpuMs()) - before));
    }
  }
  return samples;
}

/** A row of the table for each side. */
export function rowsOf(samples: ReadonlyMap<string, readonly Sample[]>, callers: number): Row[] {
  return [...samples].map(([name, list]) => ({
    name: `${name} ×${callers}`,
    columns: {
      "calls/s": list.map((sample) => sample.rate),
      "CPU ms a call": list.map((sample) => sample.cpu),
      "p50 ms": list.map((sample) => sample.p50),
      "p99 ms": list.map((sample) => sample.p99),
    },
  }));
}

async function round({ server, kind }: Side, { load, callers, seconds }: Plan): Promise<Load> {
  const file = fileURLToPath(new URL(load, import.meta.url));
  const child = fork(file, [server.url, kind, String(callers), String(seconds)], { execArgv: ["--import", "tsx"] });
  const [result] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`The load ended with code ${String(code)}`))),
  ]);
  return result as Load;
}

function sampleOf({ calls, seconds: time, latencies }: Load, cpuMs: number): Sample {
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))]!;
  return { rate: calls / time, cpu: cpuMs / calls, p50: at(0.5), p99: at(0.99) };
}

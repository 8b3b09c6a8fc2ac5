import { readdirSync, readFileSync } from "node:fs";

/** What a process and its children have used. Linux only. */
export interface Usage {
  /** Processor time of all threads, in milliseconds, exact to 10. */
  readonly cpuMs: number;
  /** Memory in RAM, in kB. */
  readonly residentKb: number;
  /** How often a thread went to sleep: each needs a wake-up. */
  readonly sleeps: number;
}

/** Reads it from /proc. */
export function usageOf(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const [user, system] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13)
    .map(Number) as [number, number];
  const threads = readdirSync(`/proc/${pid}/task`);
  const own: Usage = {
    cpuMs: (user + system) * 10,
    residentKb: fieldOf(`/proc/${pid}/status`, "VmRSS"),
    sleeps: sum(threads.map((thread) => fieldOf(`/proc/${pid}/task/${thread}/status`, "voluntary_ctxt_switches"))),
  };
  const children = threads.flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean),
  );
  return children.map((child) => usageOf(Number(child))).reduce(together, own);
}

function together(a: Usage, b: Usage): Usage {
  return { cpuMs: a.cpuMs + b.cpuMs, residentKb: a.residentKb + b.residentKb, sleeps: a.sleeps + b.sleeps };
}

function fieldOf(file: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync(file, "utf8"))?.[1] ?? 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

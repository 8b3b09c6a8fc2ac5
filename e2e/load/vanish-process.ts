import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Who comes, where to, and the ids of the functions that they call. */
export interface VanishOrder {
  readonly url: string;
  readonly count: number;
  readonly fns: Readonly<Record<"brief" | "run" | "remember", number>>;
}

/** How many came in each way, and what went wrong: one sentence each, the first twenty. */
export interface VanishReport {
  readonly came: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
}

/** Sends visitors who connect, call and vanish, from a process of their own; resolves when the last one has left. */
export async function vanish(order: VanishOrder): Promise<VanishReport> {
  const file = fileURLToPath(new URL("vanish.ts", import.meta.url));
  const child = fork(file, [JSON.stringify(order)], { execArgv: ["--import", "tsx"], timeout: 240_000 });
  const [report] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`The visitors ended with ${String(code)}.`))),
  ]);
  return report as VanishReport;
}

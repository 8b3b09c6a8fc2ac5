import { setTimeout as sleep } from "node:timers/promises";
import { openCaller, type Way } from "./open-caller.ts";
import { quantile, readPlan, report } from "./plan.ts";

/** One calls a heavy function back to back; another asks something else again and again, for so many seconds. */
export interface BesidePlan {
  readonly way: Way;
  readonly url: string;
  /** The heavy function. */
  readonly heavy: string;
  /** An echo of the app; GET /config; or the first status of a call that waits behind the heavy one. */
  readonly what: "echo" | "config" | "position";
  readonly seconds: number;
}

/** How long the answers took, in milliseconds, and heavy functions that ended a second meanwhile. */
export interface Beside {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly held: number;
}

const { way, url, heavy, what, seconds } = readPlan() as BesidePlan;
const latencies: number[] = [];
let ended = 0;
const heavyCaller = await openCaller(way === "api" ? "page" : way, url, heavy);
await heavyCaller.call(["hello"]);
const again = async (): Promise<void> => {
  await heavyCaller.call(["hello"]);
  ended++;
  await again();
};
again().catch(() => {});
const start = performance.now();
const stopAt = start + seconds * 1_000;
const ask = what === "position" ? firstStatus : await answered();
while (performance.now() < stopAt) latencies.push(await ask());
const held = ended / ((performance.now() - start) / 1_000);
heavyCaller.close();
report({
  count: latencies.length,
  p50: quantile(latencies, 0.5),
  p99: quantile(latencies, 0.99),
  held,
} satisfies Beside);

/** Milliseconds to an answer, each asked as soon as the one before has come. */
async function answered(): Promise<() => Promise<number>> {
  const caller = await openCaller(what === "config" ? "config" : way, url, "echo");
  return async () => {
    const at = performance.now();
    await caller.call(["hello"]);
    return performance.now() - at;
  };
}

/** Milliseconds until a new visitor of the heavy function is told anything; then they leave, for a little while. */
async function firstStatus(): Promise<number> {
  const caller = await openCaller(way, url, heavy);
  const at = performance.now();
  const told = await new Promise<number>((resolve, reject) => {
    caller.call(["hello"], { status: () => resolve(performance.now()) }).catch(reject);
  });
  caller.close();
  await sleep(20);
  return told - at;
}

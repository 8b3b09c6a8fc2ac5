import { openCaller, type Way } from "./open-caller.ts";
import { quantile, readPlan, report } from "./plan.ts";

/**
 * Callers who call again as soon as they are answered, for so many seconds but at most so many calls. Half a second before
 * that does not count, while this process is compiled and its connections are new.
 */
export interface CallsPlan {
  readonly way: Way;
  readonly url: string;
  readonly name: string;
  readonly callers: number;
  readonly seconds: number;
  readonly most: number;
}

/** Calls that were answered, seconds that took, and how long a call took, in milliseconds. */
export interface Calls {
  readonly calls: number;
  /** The calls before them, which count for nothing else. */
  readonly before: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
}

const { way, url, name, callers, seconds, most } = readPlan() as CallsPlan;
const warmUpMs = 500;
const latencies: number[] = [];
const open = await Promise.all(Array.from({ length: callers }, () => openCaller(way, url, name)));
let sent = 0;
let before = 0;
const start = performance.now() + warmUpMs;
const stopAt = start + seconds * 1_000;
await Promise.all(
  open.map(async (caller) => {
    for (let at = performance.now(); at < stopAt && sent < most; at = performance.now()) {
      sent++;
      const answer = await caller.call(["hello"]);
      if (at < start) before++;
      else latencies.push(performance.now() - at);
      if (answer !== "hello" && way !== "config") throw new Error(`Not an echo: ${JSON.stringify(answer)}`);
    }
  }),
);
const took = (performance.now() - start) / 1_000;
report({
  calls: latencies.length,
  before,
  seconds: took,
  p50: quantile(latencies, 0.5),
  p99: quantile(latencies, 0.99),
} satisfies Calls);

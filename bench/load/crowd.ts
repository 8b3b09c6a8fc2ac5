import { setTimeout as sleep } from "node:timers/promises";
import type { Caller } from "./caller.ts";
import { openCaller, type Way } from "./open-caller.ts";
import { quantile, readPlan, report } from "./plan.ts";

/** Callers who all wait for one slow function and call again when they were answered. */
export interface CrowdPlan {
  readonly way: Way;
  readonly url: string;
  readonly name: string;
  readonly callers: number;
  /** Seconds to watch the crowd once all have joined. */
  readonly seconds: number;
  /** Seconds until which all must have joined; then it goes on with those who have. */
  readonly patience: number;
}

/** What the crowd saw. */
export interface Crowd {
  /** Callers who were told anything within the patience, and when the last of them was, in seconds. */
  readonly joined: number;
  readonly joinSeconds: number;
  /** Milliseconds from a call to its first status while the crowd waits, for the 95th of 100. */
  readonly statusP95: number;
  /** Calls ended while the crowd was watched, and for how many seconds it was. */
  readonly jobs: number;
  readonly watched: number;
}

const { way, url, name, callers, seconds, patience } = readPlan() as CrowdPlan;
const open: Caller[] = [];
for (let at = 0; at < callers; at += 100) {
  open.push(...(await Promise.all(Array.from({ length: 100 }, () => openCaller(way, url, name)))));
}
// The server's memory is read before the crowd calls, and again when all have joined.
await ask("connected");
const start = performance.now();
let waits: number[] = [];
let [joined, ended] = [0, 0];
const allJoined = new Promise<void>((resolve) => {
  for (const caller of open) callAgain(caller, resolve).catch(() => {});
});
await Promise.race([allJoined, sleep(patience * 1_000)]);
const joinSeconds = (performance.now() - start) / 1_000;
const joinedInTime = joined;
await ask("joined");
waits = [];
const [before, from] = [ended, performance.now()];
await sleep(seconds * 1_000);
const [jobs, watched] = [ended - before, (performance.now() - from) / 1_000];
await ask("watched");
report({ joined: joinedInTime, joinSeconds, statusP95: quantile(waits, 0.95), jobs, watched } satisfies Crowd);

async function callAgain(caller: Caller, onAllJoined: () => void): Promise<void> {
  for (let isFirst = true; ; isFirst = false) {
    const asked = performance.now();
    let isTold = false;
    await caller.call(["hello"], {
      status: () => {
        if (isTold) return;
        isTold = true;
        waits.push(performance.now() - asked);
        if (isFirst && ++joined === callers) onAllJoined();
      },
    });
    ended++;
  }
}

/** Tells the parent process how far it is and waits until it goes on. */
function ask(stage: string): Promise<void> {
  return new Promise((resolve) => {
    process.once("message", () => resolve());
    process.send!(stage);
  });
}

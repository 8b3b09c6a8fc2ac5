import { openCaller, type Way } from "./open-caller.ts";
import { quantile, readPlan, report } from "./plan.ts";

/** Callers of a generator, who call again as soon as it has ended, for so many seconds. */
export interface StreamsPlan {
  readonly way: Way;
  readonly url: string;
  readonly name: string;
  readonly streams: number;
  readonly seconds: number;
  /** Yields of one call. */
  readonly yields: number;
}

/** What arrived. */
export interface Streams {
  readonly yields: number;
  /** Yields that never came, or came twice. */
  readonly lost: number;
  readonly seconds: number;
  /** Half of the first yields came within, in milliseconds. */
  readonly firstMs: number;
}

const { way, url, name, streams, seconds, yields } = readPlan() as StreamsPlan;
const firsts: number[] = [];
let [arrived, lost] = [0, 0];
const open = await Promise.all(Array.from({ length: streams }, () => openCaller(way, url, name)));
const start = performance.now();
const stopAt = start + seconds * 1_000;
await Promise.all(
  open.map(async (caller) => {
    for (let at = performance.now(); at < stopAt; at = performance.now()) {
      const texts = new Set<string>();
      await caller.call([yields], {
        yielded: (value) => {
          if (texts.size === 0) firsts.push(performance.now() - at);
          texts.add(typeof value === "string" ? value : (value as { path: string }).path);
        },
      });
      arrived += texts.size;
      lost += Math.abs(yields - texts.size);
    }
  }),
);
report({
  yields: arrived,
  lost,
  seconds: (performance.now() - start) / 1_000,
  firstMs: quantile(firsts, 0.5),
} satisfies Streams);

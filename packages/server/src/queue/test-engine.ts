import type { Effect, EngineOptions, FunctionRule } from "./effects.ts";
import { Engine } from "./engine.ts";

/** For tests: a function of the group "main" that serves one call at a time. */
export const plain: FunctionRule = { group: "main", batch: false, maxBatchSize: 4, batchTimeoutMs: "adaptive" };
/** For tests: the same in batches of four at most. */
export const batch: FunctionRule = { ...plain, batch: true };
/** For tests: batches that wait for 100 ms. */
export const timed: FunctionRule = { ...batch, batchTimeoutMs: 100 };

/** For tests: an engine of one function and one call at once, unless told otherwise. */
export function makeEngine(options: Partial<EngineOptions> = {}): Engine {
  return new Engine({ functions: { 0: plain }, groups: { main: 1 }, maxSize: null, ...options });
}

/** For tests: submits calls named like their caller and a number: "a1" is a call of "a". */
export function submit(engine: Engine, ids: string, { fn = 0, now = 0 } = {}): Effect[] {
  return ids.split(" ").flatMap((id) => engine.submit({ id, fn, caller: id.charAt(0) }, now));
}

/** For tests: the runs that started, each as its calls: "a1+b1". */
export function started(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) => (effect.type === "start" ? [effect.calls.join("+")] : []));
}

/** For tests: ends runs one after another, beginning with `first`, until nothing starts any more; gives the starts. */
export function drain(engine: Engine, first = 0): string[] {
  const order: string[] = [];
  const open = [first];
  for (let run = open.shift(); run !== undefined; run = open.shift()) {
    for (const effect of engine.finish(run, 0)) {
      if (effect.type !== "start") continue;
      open.push(effect.run);
      order.push(effect.calls.join("+"));
    }
  }
  return order;
}

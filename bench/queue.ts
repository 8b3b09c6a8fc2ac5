import { performance } from "node:perf_hooks";
import { Engine } from "../packages/server/src/queue/engine.ts";

const sizes = [1_000, 100_000] as const;
const blocks = 60;
const operationsInBlock = 100;
const mostRatio = 5;
const mostSweepMs = 20;

/** A queue with one call that runs and so many that wait, of a fifth as many callers. */
class Crowd {
  readonly engine: Engine;
  readonly size: number;
  readonly #waiting = new Set<string>();
  #ids: string[] = [];
  #run = 0;
  #now = 0;
  #made = 0;
  #picked = 0;

  constructor(size: number) {
    this.size = size;
    this.engine = new Engine({
      functions: { 0: { group: "main", batch: false, maxBatchSize: 1, batchTimeoutMs: "adaptive" } },
      groups: { main: 1 },
      maxSize: null,
    });
    this.submit();
    this.restore();
  }

  /** One more call, of callers in a scattered order. */
  submit(): void {
    const number = this.#made++;
    const caller = `${(number * 7_919) % (this.size / 5)}`;
    const effects = this.engine.submit({ id: `${number}`, fn: 0, caller }, this.#now);
    if (effects.length === 0) this.#waiting.add(`${number}`);
  }

  /** The running call ends, and the next starts. */
  finish(): void {
    for (const effect of this.engine.finish(this.#run, ++this.#now)) {
      if (effect.type !== "start") continue;
      this.#run = effect.run;
      for (const id of effect.calls) this.#waiting.delete(id);
    }
  }

  cancel(): void {
    const id = this.#pick();
    this.#waiting.delete(id);
    this.engine.cancel(id, this.#now);
  }

  position(): void {
    this.engine.position(this.#pick(), this.#now);
  }

  /** Tells every position. */
  sweep(): void {
    const told = this.engine.positions(this.#now, 0).length;
    if (told !== this.size) throw new Error(`The sweep told ${told} of ${this.size} positions.`);
  }

  /** As many wait as at first, and all have moved since they were told. */
  restore(): void {
    while (this.#waiting.size >= this.size) this.finish();
    while (this.#waiting.size < this.size) this.submit();
    this.#now += 10_000;
    this.#ids = [...this.#waiting];
  }

  #pick(): string {
    this.#picked = (this.#picked + 611_953) % this.#ids.length;
    return this.#ids[this.#picked] as string;
  }
}

type Operation = "submit" | "finish" | "cancel" | "position" | "sweep";

/** Median milliseconds of one operation at each size: the sizes in turns, so that a busy machine slows both. */
function measure(operation: Operation, repeats: number): number[] {
  const taken = crowds.map((): number[] => []);
  for (let block = 0; block < blocks; block++) {
    for (const [at, crowd] of crowds.entries()) {
      crowd.restore();
      const from = performance.now();
      for (let index = 0; index < repeats; index++) crowd[operation]();
      taken[at]?.push((performance.now() - from) / repeats);
    }
  }
  return taken.map((values) => values.toSorted((left, right) => left - right)[values.length >> 1] as number);
}

const crowds = sizes.map((size) => new Crowd(size));
const names = {
  submit: "submit",
  finish: "finish, start the next",
  cancel: "cancel one that waits",
  position: "position of one",
};
const rows = (Object.keys(names) as (keyof typeof names)[]).map((operation) => {
  const [small = 0, large = 0] = measure(operation, operationsInBlock);
  return { name: names[operation], small, large, ratio: large / small };
});
const [smallSweep = 0, largeSweep = 0] = measure("sweep", 1);

function print(...[name, ...cells]: readonly [string, ...string[]]): void {
  console.log(name.padEnd(26) + cells.map((cell) => cell.padStart(18)).join(""));
}

print("", ...sizes.map((size) => `${size.toLocaleString("en")} waiting`), "ratio");
for (const { name, small, large, ratio } of rows) {
  print(name, `${(small * 1_000).toFixed(2)} µs`, `${(large * 1_000).toFixed(2)} µs`, ratio.toFixed(1));
}
print("positions of all", `${smallSweep.toFixed(2)} ms`, `${largeSweep.toFixed(2)} ms`, `(most: ${mostSweepMs} ms)`);

const slow = rows.filter(({ ratio }) => ratio > mostRatio);
for (const { name, ratio } of slow) console.error(`${name}: ${ratio.toFixed(1)} times as long, at most ${mostRatio}.`);
if (largeSweep > mostSweepMs) console.error(`All positions took ${largeSweep.toFixed(1)} ms, at most ${mostSweepMs}.`);
if (slow.length > 0) process.exitCode = 1;

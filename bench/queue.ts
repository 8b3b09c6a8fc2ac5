import { performance } from "node:perf_hooks";
import type { FunctionRule } from "../packages/server/src/queue/effects.ts";
import { Engine } from "../packages/server/src/queue/engine.ts";

const sizes = [1_000, 100_000] as const;
const blocks = 40;
const operationsInBlock = 100;
const mostRatio = 5;
const mostSweepMs = 20;

/** A queue to measure: its options, who calls, and what is found out about a call. */
interface Kind {
  readonly name: string;
  readonly rule?: Partial<FunctionRule>;
  readonly perCallerLimit?: number;
  /** Callers among so many calls. */
  readonly callers: (size: number) => number;
  readonly key?: (number: number) => string;
}

const manyCallers = (size: number): number => size / 5;
const kinds: readonly Kind[] = [
  { name: "plain", callers: manyCallers },
  { name: "one caller, perCallerLimit 1", rule: { perCallerLimit: 1 }, perCallerLimit: 2, callers: () => 1 },
  {
    name: "batchKey, two calls a key",
    rule: { batch: true, keyed: true },
    callers: manyCallers,
    key: (number) => `${number >> 1}`,
  },
];

/** A queue with one call that runs and so many that wait. */
class Crowd {
  readonly engine: Engine;
  readonly size: number;
  readonly #kind: Kind;
  readonly #callers: number;
  readonly #waiting = new Set<string>();
  #ids: string[] = [];
  /** The ones that came last. */
  #fresh: string[] = [];
  #run = 0;
  #now = 0;
  #made = 0;
  #picked = 0;

  constructor(kind: Kind, size: number) {
    this.size = size;
    this.#kind = kind;
    this.#callers = kind.callers(size);
    this.engine = new Engine({
      functions: { 0: { group: "main", batch: false, maxBatchSize: 1, batchTimeoutMs: "adaptive", ...kind.rule } },
      groups: { main: 1 },
      maxSize: null,
      perCallerLimit: kind.perCallerLimit ?? null,
    });
    this.submit();
    this.restore();
  }

  /** One more call, of callers in a scattered order. */
  submit(): void {
    const number = this.#made++;
    const caller = `${(number * 7_919) % this.#callers}`;
    const effects = this.engine.submit({ id: `${number}`, fn: 0, caller }, this.#now);
    if (effects.length === 0) this.#waiting.add(`${number}`);
    this.#fresh.push(`${number}`);
    const key = this.#kind.key?.(number);
    if (key !== undefined) this.engine.answer(`${number}`, { key }, this.#now);
  }

  /** The cost of one that waits is found out. */
  answer(): void {
    this.engine.answer(this.#fresh.pop() ?? "", { cost: 1 + (this.#fresh.length % 10) }, this.#now);
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
    if (told < this.size * 0.9) throw new Error(`The sweep told ${told} of ${this.size} positions.`);
  }

  /** As many wait as at first, and all have moved since they were told. */
  restore(): void {
    while (this.#waiting.size > this.size - operationsInBlock) this.finish();
    this.#fresh = [];
    while (this.#waiting.size < this.size) this.submit();
    this.#now += 10_000;
    this.#ids = [...this.#waiting];
  }

  #pick(): string {
    this.#picked = (this.#picked + 611_953) % this.#ids.length;
    return this.#ids[this.#picked] as string;
  }
}

type Operation = "submit" | "answer" | "finish" | "cancel" | "position" | "sweep";

/** Median milliseconds of one operation at each size: the sizes in turns, so that a busy machine slows both. */
function measure(crowds: readonly Crowd[], operation: Operation, repeats: number): number[] {
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

const names = {
  submit: "submit",
  answer: "answer of cost",
  finish: "finish, start the next",
  cancel: "cancel one that waits",
  position: "position of one",
};

function print(...[name, ...cells]: readonly [string, ...string[]]): void {
  console.log(name.padEnd(30) + cells.map((cell) => cell.padStart(18)).join(""));
}

for (const kind of kinds) {
  const crowds = sizes.map((size) => new Crowd(kind, size));
  print(kind.name, ...sizes.map((size) => `${size.toLocaleString("en")} waiting`), "ratio");
  for (const operation of Object.keys(names) as (keyof typeof names)[]) {
    const [small = 0, large = 0] = measure(crowds, operation, operationsInBlock);
    const ratio = large / small;
    const cells = [small, large].map((ms) => `${(ms * 1_000).toFixed(2)} µs`);
    print(`  ${names[operation]}`, ...cells, ratio.toFixed(1));
    if (ratio > mostRatio)
      fail(`${kind.name}, ${names[operation]}: ${ratio.toFixed(1)} times as long, at most ${mostRatio}.`);
  }
  const [small = 0, large = 0] = measure(crowds, "sweep", 1);
  print("  positions of all", `${small.toFixed(2)} ms`, `${large.toFixed(2)} ms`, `(most: ${mostSweepMs} ms)`);
  if (large > mostSweepMs) fail(`${kind.name}: all positions took ${large.toFixed(1)} ms, at most ${mostSweepMs}.`);
}

function fail(text: string): void {
  console.error(text);
  process.exitCode = 1;
}

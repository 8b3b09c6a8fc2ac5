import {
  array,
  assert,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  option,
  property,
  record,
  type Arbitrary,
} from "fast-check";
import { describe, expect, it } from "vitest";
import type { Effect, EngineOptions, FunctionRule } from "./effects.ts";
import { Engine } from "./engine.ts";

const rule = record({
  group: constantFrom("one", "two"),
  batch: constantFrom(true, false),
  maxBatchSize: integer({ min: 1, max: 4 }),
  batchTimeoutMs: constantFrom<FunctionRule["batchTimeoutMs"]>("adaptive", 0, 50),
});

const anyOptions = record({
  functions: record({ 0: rule, 1: rule, 2: rule }),
  groups: record({ one: integer({ min: 1, max: 3 }), two: oneof(integer({ min: 1, max: 2 }), constant(null)) }),
  maxSize: option(integer({ min: 0, max: 8 }), { freq: 2 }),
});

const step = record({
  action: constantFrom("submit", "submit", "submit", "finish", "finish", "cancel", "hold", "release", "wait"),
  pick: nat(1_000),
  fn: integer({ min: 0, max: 2 }),
  caller: constantFrom("a", "b", "c"),
});
type Step = typeof step extends Arbitrary<infer Value> ? Value : never;

// Its checks stand in a class that every history drives.
// oxlint-disable vitest/no-standalone-expect

interface Known {
  readonly fn: number;
  readonly joinedAt: number;
  state: "waiting" | "running" | "finished" | "cancelled" | "refused";
  held: boolean;
  aborted: boolean;
}

/** Drives an engine and checks after every operation that each effect was allowed and none was missed. */
class Checked {
  readonly log: Effect[] = [];
  readonly calls = new Map<string, Known>();
  readonly runs = new Map<number, readonly string[]>();
  readonly #engine: Engine;
  readonly #options: EngineOptions;
  #now = 0;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#engine = new Engine(options);
  }

  take({ action, pick, fn, caller }: Step): void {
    const ids = [...this.calls.keys()];
    const id = ids[pick % Math.max(1, ids.length)] ?? "none";
    switch (action) {
      case "submit":
        return this.submit(`${caller}${ids.length}`, fn, caller);
      case "finish":
        return this.finish([...this.runs.keys()][pick % Math.max(1, this.runs.size)] ?? 999);
      case "cancel":
        return this.cancel(id);
      case "hold":
      case "release":
        return this.hold(id, action === "hold");
      case "wait":
        this.#now += pick % 60;
        return this.#check(this.#engine.tick(this.#now));
    }
  }

  submit(id: string, fn: number, caller: string): void {
    this.calls.set(id, { fn, joinedAt: this.#now, state: "waiting", held: false, aborted: false });
    this.#check(this.#engine.submit({ id, fn, caller }, this.#now));
  }

  finish(run: number): void {
    for (const id of this.runs.get(run) ?? []) this.#known(id).state = "finished";
    this.runs.delete(run);
    this.#check(this.#engine.finish(run, this.#now));
  }

  cancel(id: string): void {
    const call = this.calls.get(id);
    const expected = call?.state === "running" && !call.aborted;
    if (call?.state === "waiting") call.state = "cancelled";
    const effects = this.#engine.cancel(id, this.#now);
    expect(effects.filter(({ type }) => type === "abort")).toHaveLength(expected ? 1 : 0);
    this.#check(effects);
  }

  hold(id: string, held: boolean): void {
    const call = this.calls.get(id);
    if (call?.state === "waiting") call.held = held;
    this.#check(this.#engine.hold(id, held, this.#now));
  }

  /** Lets everything come to its end. */
  drain(): void {
    for (const id of this.calls.keys()) this.hold(id, false);
    this.#now += 1_000;
    this.#check(this.#engine.tick(this.#now));
    for (const run of this.runs.keys()) {
      this.finish(run);
    }
    expect(this.#engine.size()).toEqual({ waiting: 0, running: 0 });
    expect(this.#engine.nextDeadline()).toBeNull();
  }

  #check(effects: readonly Effect[]): void {
    this.log.push(...effects);
    for (const effect of effects) {
      if (effect.type === "start") this.#started(effect);
      else if (effect.type === "refuse") this.#known(effect.call).state = "refused";
      else this.#known(effect.call).aborted = true;
    }
    this.#checkLimits();
    this.#checkRanks();
  }

  #started({ run, fn, calls }: Extract<Effect, { type: "start" }>): void {
    const { batch, maxBatchSize } = this.#rule(fn);
    expect(this.runs.has(run)).toBe(false);
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.length).toBeLessThanOrEqual(batch ? maxBatchSize : 1);
    for (const id of calls) {
      const call = this.#known(id);
      expect(call).toMatchObject({ fn, state: "waiting", held: false });
      call.state = "running";
    }
    this.runs.set(run, calls);
  }

  #checkLimits(): void {
    let waiting = 0;
    for (const [name, limit] of Object.entries(this.#options.groups)) {
      const size = this.#engine.size(name);
      const running = [...this.runs.values()].filter((calls) => this.#groupOf(calls[0] as string) === name).length;
      expect(size.running).toBe(running);
      expect(running).toBeLessThanOrEqual(limit ?? Infinity);
      expect(size.waiting).toBe(this.#waiting(name).length);
      waiting += size.waiting;
      if (running < (limit ?? Infinity)) expect(this.#waiting(name).filter((id) => !this.#mayWait(id))).toEqual([]);
    }
    expect(waiting).toBeLessThanOrEqual(this.#options.maxSize ?? Infinity);
  }

  #checkRanks(): void {
    for (const name of Object.keys(this.#options.groups)) {
      const shown = this.#waiting(name).filter((id) => !this.#known(id).held);
      const ranks = new Set(shown.map((id) => this.#engine.position(id, this.#now)?.rank));
      expect(ranks.size).toBe(shown.length);
      for (const rank of ranks) expect(rank).toBeLessThan(this.#waiting(name).length);
    }
  }

  /** Whether a call may wait beside a free slot: held, or in a batch that gathers. */
  #mayWait(id: string): boolean {
    const call = this.#known(id);
    const { batch, batchTimeoutMs } = this.#rule(call.fn);
    return call.held || (batch && batchTimeoutMs !== "adaptive" && call.joinedAt + batchTimeoutMs > this.#now);
  }

  #waiting(group: string): string[] {
    return [...this.calls]
      .filter(([id, { state }]) => state === "waiting" && this.#groupOf(id) === group)
      .map(([id]) => id);
  }

  #groupOf(id: string): string {
    return this.#rule(this.#known(id).fn).group;
  }

  #rule(fn: number): FunctionRule {
    return this.#options.functions[fn] as FunctionRule;
  }

  #known(id: string): Known {
    return this.calls.get(id) as Known;
  }
}

function play(options: EngineOptions, steps: readonly Step[]): Checked {
  const checked = new Checked(options);
  for (const each of steps) checked.take(each);
  checked.drain();
  return checked;
}

describe("random histories", () => {
  it("pass no limit, miss no start and lose no call", () => {
    assert(
      property(anyOptions, array(step, { maxLength: 80 }), (options, steps) => {
        const { calls } = play(options, steps);
        for (const { state } of calls.values()) expect(["finished", "cancelled", "refused"]).toContain(state);
      }),
      { numRuns: 400 },
    );
  });

  it("are the same when they are played again", () => {
    assert(
      property(anyOptions, array(step, { maxLength: 60 }), (options, steps) => {
        expect(play(options, steps).log).toEqual(play(options, steps).log);
      }),
      { numRuns: 100 },
    );
  });

  it("let a newcomer start after at most two starts of each other caller", () => {
    const fairStep = record({
      action: constantFrom("submit", "submit", "submit", "finish", "cancel"),
      pick: nat(1_000),
      fn: constant(0),
      caller: constantFrom("a", "a", "a", "b", "c"),
    });
    const options: EngineOptions = {
      functions: { 0: { group: "one", batch: false, maxBatchSize: 1, batchTimeoutMs: "adaptive" } },
      groups: { one: 1 },
      maxSize: null,
    };
    assert(
      property(array(fairStep, { maxLength: 120 }), array(fairStep, { maxLength: 40 }), (before, after) => {
        const checked = new Checked(options);
        for (const each of before) checked.take(each);
        const from = checked.log.length;
        checked.submit("newcomer", 0, "newcomer");
        for (const each of after) if (each.action !== "cancel") checked.take(each);
        checked.drain();
        const starts = checked.log.slice(from).flatMap((effect) => (effect.type === "start" ? effect.calls : []));
        const ahead = starts.slice(0, starts.indexOf("newcomer"));
        expect(starts).toContain("newcomer");
        for (const caller of ["a", "b", "c"]) {
          expect(ahead.filter((id) => id.startsWith(caller)).length).toBeLessThanOrEqual(2);
        }
      }),
      { numRuns: 500 },
    );
  });
});

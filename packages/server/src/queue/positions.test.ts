import { describe, expect, it } from "vitest";
import type { EngineOptions, FunctionRule, Position } from "./effects.ts";
import { Engine } from "./engine.ts";

const plain: FunctionRule = { group: "main", batch: false, maxBatchSize: 4, batchTimeoutMs: "adaptive" };

function makeEngine(options: Partial<EngineOptions> = {}): Engine {
  return new Engine({ functions: { 0: plain }, groups: { main: 1 }, maxSize: null, ...options });
}

function fill(engine: Engine, count: number, { fn = 0, now = 0, from = 0 } = {}): void {
  for (let index = from; index < from + count; index++)
    engine.submit({ id: `${fn}:${index}`, fn, caller: `${index}` }, now);
}

function ranks(list: readonly Position[]): string[] {
  return list.map(({ call, rank, size }) => `${call} ${rank}/${size}`);
}

describe("positions", () => {
  it("are told to those who wait, once", () => {
    const engine = makeEngine();
    fill(engine, 3);
    expect(ranks(engine.positions(0, 250))).toEqual(["0:1 0/2", "0:2 1/2"]);
    expect(engine.positions(10_000, 250)).toEqual([]);
    expect(engine.nextPositions()).toBeNull();
  });

  it("are told again when they changed, at most once in the gap", () => {
    const engine = makeEngine();
    fill(engine, 4);
    engine.positions(0, 250);
    engine.finish(0, 100);
    expect(engine.positions(100, 250)).toEqual([]);
    expect(engine.nextPositions()).toBe(250);
    expect(ranks(engine.positions(250, 250))).toEqual(["0:2 0/2", "0:3 1/2"]);
  });

  it("from rank 20 on are told when 2 % off, or after a second", () => {
    const engine = makeEngine();
    fill(engine, 201);
    engine.positions(0, 250);
    engine.finish(0, 300);
    const near = engine.positions(300, 250);
    expect(near.map(({ rank }) => rank)).toEqual(Array.from({ length: 51 }, (_, rank) => rank));
    expect(engine.nextPositions()).toBe(1_000);
    expect(engine.positions(1_000, 250)).toHaveLength(148);
  });

  it("from rank 20 on tell of a queue that only grew longer after a second", () => {
    const engine = makeEngine();
    fill(engine, 101);
    engine.positions(0, 250);
    fill(engine, 50, { now: 300, from: 101 });
    const told = engine.positions(300, 250);
    expect(told.map(({ rank }) => rank)).toEqual([
      ...Array.from({ length: 20 }, (_, rank) => rank),
      ...Array.from({ length: 50 }, (_, place) => 100 + place),
    ]);
    expect(engine.positions(1_000, 250).map(({ size }) => size)).toEqual(Array.from({ length: 80 }, () => 150));
  });

  it("count calls that are held, but are not told to them", () => {
    const engine = makeEngine();
    fill(engine, 4);
    engine.hold("0:1", true, 0);
    expect(ranks(engine.positions(0, 250))).toEqual(["0:2 1/3", "0:3 2/3"]);
    expect(engine.position("0:1", 0)).toBeNull();
    engine.hold("0:1", false, 0);
    expect(engine.position("0:1", 0)).toMatchObject({ rank: 0, size: 3 });
  });

  it("of one call can be asked for, and are outdated by the next one and by the start", () => {
    const engine = makeEngine({ functions: { 0: plain, 1: plain } });
    fill(engine, 2);
    expect(engine.position("0:0", 0)).toBeNull();
    const first = engine.position("0:1", 0) as Position;
    expect(engine.isCurrent(first)).toBe(true);
    fill(engine, 1, { fn: 1 });
    const second = engine.position("0:1", 0) as Position;
    expect([engine.isCurrent(first), engine.isCurrent(second)]).toEqual([false, true]);
    engine.finish(0, 0);
    expect(engine.isCurrent(second)).toBe(false);
  });
});

describe("the time to the result", () => {
  it("is unknown until a run has ended", () => {
    const engine = makeEngine();
    fill(engine, 2);
    expect(engine.position("0:1", 5_000)?.etaMs).toBeNull();
  });

  it("adds the end of the running call, the rounds ahead and the call's own run", () => {
    const engine = makeEngine();
    fill(engine, 5);
    engine.finish(0, 1_000);
    expect(engine.position("0:2", 1_400)?.etaMs).toBe(600 + 0 + 1_000);
    expect(engine.position("0:4", 1_400)?.etaMs).toBe(600 + 2_000 + 1_000);
  });

  it("counts an overdue run as 0", () => {
    const engine = makeEngine();
    fill(engine, 3);
    engine.finish(0, 1_000);
    expect(engine.position("0:2", 9_000)?.etaMs).toBe(1_000);
  });

  it("divides the rank by the limit", () => {
    const engine = makeEngine({ groups: { main: 2 } });
    fill(engine, 7);
    engine.finish(0, 1_000);
    engine.finish(1, 1_000);
    expect(["0:4", "0:5", "0:6"].map((id) => engine.position(id, 1_000)?.etaMs)).toEqual([2_000, 2_000, 3_000]);
  });

  it("divides the rank by the mean batch", () => {
    const engine = makeEngine({ functions: { 0: { ...plain, batch: true, maxBatchSize: 3 } } });
    fill(engine, 12);
    engine.finish(0, 1_000);
    engine.finish(1, 2_000);
    // Runs of 1 and 3 calls: 2 on average.
    expect(["0:7", "0:8", "0:9"].map((id) => engine.position(id, 2_000)?.etaMs)).toEqual([2_000, 2_000, 3_000]);
  });

  it("takes the function's own mean for its own run and the group's for the others", () => {
    const engine = makeEngine({ functions: { 0: plain, 1: plain } });
    engine.submit({ id: "slow", fn: 0, caller: "a" }, 0);
    engine.submit({ id: "fast", fn: 1, caller: "b" }, 0);
    engine.finish(0, 3_000);
    engine.finish(1, 4_000);
    for (const [index, fn] of [0, 0, 1].entries()) engine.submit({ id: `${index}`, fn, caller: `${index}` }, 4_000);
    expect(engine.position("1", 4_000)?.etaMs).toBe(3_000 + 0 + 3_000);
    expect(engine.position("2", 4_000)?.etaMs).toBe(3_000 + 2_000 + 1_000);
  });

  it("looks at the last hundred runs", () => {
    const engine = makeEngine();
    fill(engine, 202);
    engine.finish(0, 1_000_000);
    for (let run = 1; run <= 100; run++) engine.finish(run, 1_000_000 + run * 10);
    expect(engine.position("0:102", 1_001_000)?.etaMs).toBe(20);
  });
});

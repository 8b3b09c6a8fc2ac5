import { describe, expect, it } from "vitest";
import { Costs } from "./costs.ts";
import type { FunctionRule } from "./effects.ts";
import { batch, drain, makeEngine, plain, started, submit, timed } from "./test-engine.ts";

const keyed: FunctionRule = { ...batch, keyed: true };

/** Submits calls and says their keys: "a1:k" is a call with the key "k". */
function submitKeyed(engine: ReturnType<typeof makeEngine>, calls: string, now = 0): string[] {
  return calls.split(" ").flatMap((call) => {
    const [id = "", key] = call.split(":");
    const effects = submit(engine, id, { now });
    return started(key === undefined ? effects : [...effects, ...engine.answer(id, { key }, now)]);
  });
}

describe("cost", () => {
  it("is measured against the mean of the function and held between 1/64 and 64", () => {
    const costs = new Costs();
    expect(costs.shareOf(500)).toBe(1);
    expect(costs.shareOf(1_500)).toBe(1.5);
    expect(costs.shareOf(0.000_1)).toBe(1 / 64);
    for (let count = 0; count < 99; count++) costs.shareOf(1);
    expect(costs.shareOf(1_000_000)).toBe(64);
  });

  it("forgets what is more than a hundred calls ago, however large it was", () => {
    const costs = new Costs();
    costs.shareOf(1e308);
    costs.shareOf(1e308);
    for (let count = 0; count < 100; count++) costs.shareOf(2);
    expect(costs.shareOf(2)).toBeCloseTo(1);
  });

  it("counts one share where it is no finite number above 0, and stays out of the mean", () => {
    const costs = new Costs();
    costs.shareOf(4);
    for (const cost of [0, -1, Number.NaN, Infinity]) expect(costs.shareOf(cost)).toBe(1);
    expect(costs.shareOf(4)).toBe(1);
  });

  it("lets small calls pass large ones that came before", () => {
    const engine = makeEngine();
    submit(engine, "z1 a1 b1 c1");
    engine.answer("z1", { cost: 10 }, 0);
    engine.answer("a1", { cost: 100 }, 0);
    engine.answer("b1", { cost: 1 }, 0);
    engine.answer("c1", { cost: 10 }, 0);
    expect(drain(engine)).toEqual(["b1", "c1", "a1"]);
  });

  it("moves the call alone and once; its caller's next call comes behind it", () => {
    const engine = makeEngine();
    submit(engine, "z1 a1 a2");
    engine.answer("z1", { cost: 1 }, 0);
    engine.answer("a1", { cost: 3 }, 0);
    engine.answer("a1", { cost: 300 }, 0);
    submit(engine, "b1 b2");
    engine.answer("b2", { cost: 8 }, 0);
    submit(engine, "b3 c1 c2 c3 c4 c5");
    // With the means 2 and 4 a1 has gained half a share, and b2 a whole one.
    expect(drain(engine)).toEqual(["b1", "c1", "a1", "a2", "c2", "b2", "c3", "b3", "c4", "c5"]);
  });

  it("comes too late for a call that runs, and for one that is gone", () => {
    const engine = makeEngine();
    submit(engine, "a1 b1 b2 c1");
    expect(engine.answer("a1", { cost: 64 }, 0)).toEqual([]);
    engine.cancel("c1", 0);
    expect(engine.answer("c1", { cost: 64 }, 0)).toEqual([]);
    expect(engine.answer("nobody", { cost: 64 }, 0)).toEqual([]);
    expect(drain(engine)).toEqual(["b1", "b2"]);
  });

  it("of a held call moves its place, to which it comes back", () => {
    const engine = makeEngine();
    submit(engine, "z1 a1 b1 c1");
    engine.answer("b1", { cost: 1 }, 0);
    engine.hold("a1", true, 0);
    engine.answer("a1", { cost: 9 }, 0);
    engine.hold("a1", false, 0);
    expect(drain(engine)).toEqual(["b1", "c1", "a1"]);
  });
});

describe("batchKey", () => {
  it("keeps calls with different keys apart; the key goes whose head has the lowest tag", () => {
    const engine = makeEngine({ functions: { 0: keyed } });
    submitKeyed(engine, "z1:x a1:x b1:y c1:x d1:y a2:y");
    expect(drain(engine)).toEqual(["a1+c1", "b1+d1+a2"]);
  });

  it("never holds a call back: without a key it starts at its turn, alone", () => {
    const engine = makeEngine({ functions: { 0: keyed } });
    submitKeyed(engine, "z1 a1 b1:x c1:x d1");
    expect(drain(engine)).toEqual(["a1", "b1+c1", "d1"]);
  });

  it("lets each key gather by itself, and a call without one until it has waited long enough", () => {
    const engine = makeEngine({ functions: { 0: { ...timed, keyed: true, maxBatchSize: 2 } }, groups: { main: 9 } });
    expect(submitKeyed(engine, "a1:x b1:y", 0)).toEqual([]);
    expect(submitKeyed(engine, "c1", 10)).toEqual([]);
    expect(submitKeyed(engine, "d1:y", 20)).toEqual(["b1+d1"]);
    expect(engine.nextDeadline()).toBe(100);
    expect(started(engine.tick(100))).toEqual(["a1"]);
    expect(started(engine.tick(109))).toEqual([]);
    expect(started(engine.tick(110))).toEqual(["c1"]);
  });

  it("fills a batch by a late answer, and the first key of a call stays", () => {
    const engine = makeEngine({ functions: { 0: { ...timed, keyed: true, maxBatchSize: 2 } } });
    submitKeyed(engine, "a1:x b1");
    engine.answer("a1", { key: "y" }, 0);
    expect(started(engine.answer("b1", { key: "x" }, 0))).toEqual(["a1+b1"]);
    expect(engine.answer("b1", { key: "z" }, 0)).toEqual([]);
  });

  it("starts other functions meanwhile, and takes a new size for every key at once", () => {
    const engine = makeEngine({ functions: { 0: { ...timed, keyed: true }, 1: plain }, groups: { main: 2 } });
    submitKeyed(engine, "a1:x b1:x c1:y d1:y");
    expect(started(submit(engine, "e1", { fn: 1 }))).toEqual(["e1"]);
    expect(started(engine.configure(0, { maxBatchSize: 2 }, 0))).toEqual(["a1+b1"]);
    expect(started(engine.finish(0, 0))).toEqual(["c1+d1"]);
  });

  it("is asked for by nobody where functions are not batched", () => {
    const engine = makeEngine({ functions: { 0: { ...plain, keyed: true } } });
    submit(engine, "a1 b1 c1");
    engine.answer("c1", { key: "x" }, 0);
    expect(drain(engine)).toEqual(["b1", "c1"]);
  });
});

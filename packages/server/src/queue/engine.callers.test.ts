import { describe, expect, it } from "vitest";
import { CallerLimit } from "./caller-limit.ts";
import { batch, drain, makeEngine, plain, started, submit, timed } from "./test-engine.ts";

describe("perCallerLimit", () => {
  it("passes over a caller whose calls run, and starts others", () => {
    const engine = makeEngine({ functions: { 0: { ...plain, perCallerLimit: 1 } }, groups: { main: 3 } });
    expect(started(submit(engine, "a1 a2 a3 b1 b2 c1"))).toEqual(["a1", "b1", "c1"]);
    expect(started(engine.finish(2, 0))).toEqual([]);
    expect(started(engine.finish(0, 0))).toEqual(["a2"]);
    expect(engine.size("main")).toEqual({ waiting: 2, running: 2 });
    expect(started(submit(engine, "d1"))).toEqual(["d1"]);
  });

  it("counts a cancelled call until its function has ended", () => {
    const engine = makeEngine({ functions: { 0: { ...plain, perCallerLimit: 1 } }, groups: { main: 3 } });
    submit(engine, "a1 a2");
    engine.cancel("a1", 0);
    expect(engine.size("main")).toEqual({ waiting: 1, running: 1 });
    expect(started(engine.finish(0, 0))).toEqual(["a2"]);
  });

  it("counts calls, not runs: a batch has no more of one caller than may run", () => {
    const engine = makeEngine({ functions: { 0: { ...batch, perCallerLimit: 2 } } });
    submit(engine, "z1 a1 a2 a3 a4 b1");
    expect(drain(engine)).toEqual(["a1+b1+a2", "a3+a4"]);
  });

  it("does not fill a batch that waits with calls that stand aside", () => {
    const engine = makeEngine({ functions: { 0: { ...timed, maxBatchSize: 2, perCallerLimit: 1 } } });
    expect(submit(engine, "a1 a2 a3")).toEqual([]);
    expect(started(submit(engine, "b1"))).toEqual(["a1+b1"]);
  });

  it("of a function and of all functions hold together", () => {
    const engine = makeEngine({
      functions: { 0: { ...plain, perCallerLimit: 1 }, 1: { ...plain, group: "other" } },
      groups: { main: 5, other: 5 },
      perCallerLimit: 2,
    });
    expect(started(submit(engine, "a1 a2"))).toEqual(["a1"]);
    expect(started(submit(engine, "a3 a4 b1", { fn: 1 }))).toEqual(["a3", "b1"]);
    expect(started(engine.finish(0, 0))).toEqual(["a2"]);
    expect(started(engine.finish(1, 0))).toEqual(["a4"]);
  });

  it("of all functions lets a call of one group start when one of another has ended", () => {
    const functions = { 0: plain, 1: { ...plain, group: "other" } };
    const engine = makeEngine({ functions, groups: { main: 5, other: 5 }, perCallerLimit: 1 });
    submit(engine, "a1");
    submit(engine, "a2 a3", { fn: 1 });
    expect(started(engine.finish(0, 0))).toEqual(["a2"]);
    expect(started(engine.finish(1, 0))).toEqual(["a3"]);
  });

  it("of all functions leaves out those that wait for nobody", () => {
    const functions = { 0: plain, 1: { ...plain, group: "at once", unlimited: true } };
    const engine = makeEngine({ functions, groups: { main: 5, "at once": null }, perCallerLimit: 1 });
    expect(started(submit(engine, "a1 a2 a3", { fn: 1 }))).toEqual(["a1", "a2", "a3"]);
    expect(started(submit(engine, "a4 a5"))).toEqual(["a4"]);
  });

  it("lets a call of one function go while one of another gathers", () => {
    const engine = makeEngine({ functions: { 0: timed, 1: plain }, groups: { main: 5 }, perCallerLimit: 1 });
    expect(submit(engine, "a1")).toEqual([]);
    expect(started(submit(engine, "a2", { fn: 1 }))).toEqual(["a2"]);
    expect(started(engine.tick(100))).toEqual([]);
    expect(started(engine.finish(0, 100))).toEqual(["a1"]);
  });

  it("goes by the place in the order, also when a cost has moved it", () => {
    const engine = makeEngine({ functions: { 0: { ...plain, perCallerLimit: 1 } }, groups: { main: 2 } });
    submit(engine, "b1 c1 a1 a2 a3");
    for (const small of ["b1", "c1", "a1"]) engine.answer(small, { cost: 1 }, 0);
    engine.answer("a2", { cost: 9 }, 0);
    engine.finish(0, 0);
    expect(started(engine.finish(2, 0))).toEqual(["a3"]);
  });

  it("lets held and cancelled calls make room for those behind", () => {
    const engine = makeEngine({ functions: { 0: { ...plain, perCallerLimit: 1 } }, groups: { main: 1 } });
    submit(engine, "z1 a1 a2 a3");
    engine.hold("a1", true, 0);
    engine.cancel("a2", 0);
    expect(started(engine.finish(0, 0))).toEqual(["a3"]);
    engine.hold("a1", false, 0);
    expect(started(engine.finish(1, 0))).toEqual(["a1"]);
  });

  it("refuses by the size of the queue what would have to stand aside", () => {
    const engine = makeEngine({ functions: { 0: { ...plain, perCallerLimit: 1 } }, groups: { main: 5 }, maxSize: 1 });
    submit(engine, "a1 a2");
    expect(submit(engine, "a3")).toMatchObject([{ type: "refuse", call: "a3", waiting: 1 }]);
    expect(started(submit(engine, "b1"))).toEqual(["b1"]);
  });

  it("remembers nobody without a running call", () => {
    const limit = new CallerLimit(2);
    for (const caller of ["a", "a", "b"]) limit.start(caller);
    expect([limit.room("a"), limit.room("b"), limit.room("c")]).toEqual([0, 1, 2]);
    for (const caller of ["a", "a", "b"]) limit.finish(caller);
    expect(limit.size).toBe(0);
  });
});

describe("the size of a group", () => {
  it("refuses calls of this group alone", () => {
    const engine = makeEngine({
      functions: { 0: plain, 1: { ...plain, group: "gpu" } },
      groups: { main: 1, gpu: 1 },
      groupSizes: { gpu: 1 },
      maxSize: 3,
    });
    submit(engine, "a1 a2");
    expect(submit(engine, "b1 b2 b3", { fn: 1 }).at(-1)).toEqual({
      type: "refuse",
      call: "b3",
      reason: "queue-full",
      waiting: 1,
    });
    expect(submit(engine, "c1")).toEqual([]);
    expect(submit(engine, "c2")).toMatchObject([{ type: "refuse", waiting: 3 }]);
  });
});

describe("a run whose calls run again", () => {
  it("puts them back at the place that they had, where each runs alone", () => {
    const engine = makeEngine({ functions: { 0: batch } });
    submit(engine, "z1 a1 b1 c1");
    engine.finish(0, 0);
    submit(engine, "d1 e1 f1");
    expect(started(engine.finish(1, 0, ["a1", "b1"]))).toEqual(["a1"]);
    expect(engine.position("b1", 0)).toMatchObject({ rank: 0, size: 4 });
    expect(drain(engine, 2)).toEqual(["b1", "d1+e1+f1"]);
    expect(engine.size()).toEqual({ waiting: 0, running: 0 });
  });

  it("leaves out those that were cancelled, and lets them be cancelled while they wait", () => {
    const engine = makeEngine();
    submit(engine, "a1 b1");
    engine.cancel("a1", 0);
    expect(started(engine.finish(0, 0, ["a1"]))).toEqual(["b1"]);
    engine.hold("b1", true, 0);
    submit(engine, "c1");
    engine.finish(1, 0, ["b1"]);
    expect(engine.cancel("c1", 0)).toEqual([]);
    expect(engine.size()).toEqual({ waiting: 0, running: 1 });
  });
});

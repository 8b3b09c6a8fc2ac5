import { describe, expect, it } from "vitest";
import { batch, drain, makeEngine, plain, started, submit, timed } from "./test-engine.ts";

describe("order", () => {
  it("starts a call at once where there is room", () => {
    expect(submit(makeEngine(), "a1")).toEqual([{ type: "start", run: 0, fn: 0, calls: ["a1"] }]);
  });

  it("lets a visitor with one call pass all but two of another's fifty", () => {
    const engine = makeEngine();
    submit(engine, Array.from({ length: 50 }, (_, index) => `a${index}`).join(" "));
    submit(engine, "b0");
    expect(drain(engine).slice(0, 3)).toEqual(["a1", "b0", "a2"]);
  });

  it("starts a single call after two of another's thousand at most, and theirs never stop", () => {
    const engine = makeEngine();
    submit(engine, Array.from({ length: 1_000 }, (_, index) => `a${index}`).join(" "));
    for (let run = 0; run < 500; run++) engine.finish(run, 0);
    submit(engine, "b0");
    const starts = drain(engine, 500);
    expect(starts.indexOf("b0")).toBeLessThanOrEqual(2);
    expect(starts).toHaveLength(500);
  });

  it("takes callers in turns and equal tags by arrival", () => {
    const engine = makeEngine();
    submit(engine, "a1 a2 a3 b1 b2 c1");
    expect(drain(engine)).toEqual(["a2", "b1", "c1", "a3", "b2"]);
  });

  it("keeps the share of a cancelled call, so that cancelling wins nothing", () => {
    const engine = makeEngine();
    submit(engine, "a0 b1");
    engine.cancel("b1", 0);
    submit(engine, "b2 c1 c2");
    expect(drain(engine)).toEqual(["c1", "b2", "c2"]);
  });

  it("runs groups beside each other, each to its own limit", () => {
    const engine = makeEngine({
      functions: { 0: plain, 1: { ...plain, group: "gpu" }, 2: { ...plain, group: "free" } },
      groups: { main: 1, gpu: 2, free: null },
    });
    expect(started(submit(engine, "a1 a2"))).toEqual(["a1"]);
    expect(started(submit(engine, "b1 b2 b3", { fn: 1 }))).toEqual(["b1", "b2"]);
    expect(started(submit(engine, "c1 c2 c3 c4", { fn: 2 }))).toEqual(["c1", "c2", "c3", "c4"]);
    expect(engine.size("gpu")).toEqual({ waiting: 1, running: 2 });
    expect(engine.size()).toEqual({ waiting: 2, running: 7 });
  });

  it("refuses what it cannot know", () => {
    const engine = makeEngine();
    submit(engine, "a1");
    expect(() => submit(engine, "a1")).toThrow(/a1 is in the queue already/);
    expect(() => submit(engine, "a2", { fn: 9 })).toThrow(/no function 9/);
    expect(() => makeEngine({ groups: {} })).toThrow(/group "main"/);
  });
});

describe("maxSize", () => {
  it("counts the calls that wait in all groups, not those that run", () => {
    const engine = makeEngine({
      functions: { 0: plain, 1: { ...plain, group: "other" } },
      groups: { main: 1, other: 1 },
      maxSize: 1,
    });
    expect(started(submit(engine, "a1"))).toEqual(["a1"]);
    expect(submit(engine, "a2")).toEqual([]);
    expect(submit(engine, "a3")).toEqual([{ type: "refuse", call: "a3", reason: "queue-full", waiting: 1 }]);
    expect(started(submit(engine, "b1", { fn: 1 }))).toEqual(["b1"]);
    expect(submit(engine, "b2", { fn: 1 })).toMatchObject([{ type: "refuse", call: "b2" }]);
    expect(started(engine.finish(0, 0))).toEqual(["a2"]);
    expect(submit(engine, "a3")).toEqual([]);
  });

  it("takes no share for a refused call", () => {
    const engine = makeEngine({ maxSize: 2 });
    submit(engine, "a0 b1 c1 b2 b3 b4");
    engine.cancel("c1", 0);
    submit(engine, "b5");
    engine.finish(0, 0);
    submit(engine, "d1");
    expect(drain(engine, 1)).toEqual(["b5", "d1"]);
  });
});

describe("cancel and finish", () => {
  it("takes a waiting call out", () => {
    const engine = makeEngine();
    submit(engine, "a1 b1 c1");
    expect(engine.cancel("b1", 0)).toEqual([]);
    expect(engine.size()).toEqual({ waiting: 1, running: 1 });
    expect(drain(engine)).toEqual(["c1"]);
  });

  it("tells a running call to stop once, and keeps its slot until the function has ended", () => {
    const engine = makeEngine();
    submit(engine, "a1 b1");
    expect(engine.cancel("a1", 0)).toEqual([{ type: "abort", run: 0, call: "a1" }]);
    expect(engine.cancel("a1", 0)).toEqual([]);
    expect(engine.size()).toEqual({ waiting: 1, running: 1 });
    expect(started(engine.finish(0, 0))).toEqual(["b1"]);
    expect(engine.finish(0, 0)).toEqual([]);
    expect(engine.cancel("a1", 0)).toEqual([]);
    expect(engine.cancel("nobody", 0)).toEqual([]);
  });
});

describe("hold", () => {
  it("passes a held call over and gives it back its place", () => {
    const engine = makeEngine();
    submit(engine, "a1 b1 c1 d1");
    engine.hold("b1", true, 0);
    expect(started(engine.finish(0, 0))).toEqual(["c1"]);
    expect(engine.hold("b1", false, 0)).toEqual([]);
    expect(started(engine.finish(1, 0))).toEqual(["b1"]);
  });

  it("starts a call that comes back to a free slot, and leaves running ones alone", () => {
    const engine = makeEngine();
    submit(engine, "a1 b1");
    engine.hold("b1", true, 0);
    expect(engine.finish(0, 0)).toEqual([]);
    expect(started(engine.hold("b1", false, 0))).toEqual(["b1"]);
    expect(engine.hold("b1", true, 0)).toEqual([]);
    expect(engine.finish(1, 0)).toEqual([]);
  });

  it("does not let newcomers pass those who wait when a held call starts late", () => {
    const engine = makeEngine();
    submit(engine, "h0 h1");
    engine.hold("h1", true, 0);
    submit(engine, "a1 a2 a3 a4 a5 a6");
    for (let run = 0; run < 4; run++) engine.finish(run, 0);
    engine.hold("h1", false, 0);
    expect(started(engine.finish(4, 0))).toEqual(["h1"]);
    submit(engine, "n1");
    expect(started(engine.finish(5, 0))).toEqual(["a5"]);
  });

  it("lets a held call be cancelled", () => {
    const engine = makeEngine();
    submit(engine, "a1 b1 c1");
    engine.hold("b1", true, 0);
    expect(engine.cancel("b1", 0)).toEqual([]);
    expect(engine.hold("b1", false, 0)).toEqual([]);
    expect(drain(engine)).toEqual(["c1"]);
    expect(engine.size()).toEqual({ waiting: 0, running: 0 });
  });
});

describe("batches", () => {
  it("go at once when adaptive and free, and gather while busy", () => {
    const engine = makeEngine({ functions: { 0: batch } });
    expect(started(submit(engine, "a1 b1 c1 d1 e1 f1"))).toEqual(["a1"]);
    expect(started(engine.finish(0, 0))).toEqual(["b1+c1+d1+e1"]);
    expect(started(engine.finish(1, 0))).toEqual(["f1"]);
  });

  it("hold the calls of one function, in the group's order", () => {
    const engine = makeEngine({ functions: { 0: batch, 1: plain } });
    submit(engine, "z1");
    submit(engine, "a1 a2 b1");
    submit(engine, "c1", { fn: 1 });
    submit(engine, "d1");
    expect(drain(engine)).toEqual(["a1+b1+d1+a2", "c1"]);
  });

  it("leave a newcomer in front of another's second call, however many rode in the batch", () => {
    const engine = makeEngine({ functions: { 0: batch, 1: plain } });
    submit(engine, "z1");
    submit(engine, "a1 a2 a3 a4 a5 a6");
    submit(engine, "c1 c2 c3 c4 c5", { fn: 1 });
    expect(started(engine.finish(0, 0))).toEqual(["a1+a2+a3+a4"]);
    submit(engine, "n1", { fn: 1 });
    expect(drain(engine, 1)).toEqual(["c1", "c2", "n1", "c3", "c4", "a5+a6", "c5"]);
  });

  it("with a time go when full or when the oldest has waited that long", () => {
    const engine = makeEngine({ functions: { 0: timed } });
    expect(submit(engine, "a1", { now: 10 })).toEqual([]);
    expect(submit(engine, "b1", { now: 60 })).toEqual([]);
    expect(engine.nextDeadline()).toBe(110);
    expect(engine.tick(109)).toEqual([]);
    expect(started(engine.tick(110))).toEqual(["a1+b1"]);
    expect(engine.nextDeadline()).toBeNull();
    engine.finish(0, 120);
    expect(started(submit(engine, "c1 d1 e1 f1", { now: 130 }))).toEqual(["c1+d1+e1+f1"]);
  });

  it("count the time since a call joined, also while the slot was taken", () => {
    const engine = makeEngine({ functions: { 0: timed } });
    submit(engine, "a1 b1 c1 d1 e1");
    expect(engine.nextDeadline()).toBeNull();
    expect(started(engine.finish(0, 200))).toEqual(["e1"]);
  });

  it("follow the oldest that is left", () => {
    const engine = makeEngine({ functions: { 0: timed } });
    submit(engine, "a1", { now: 0 });
    submit(engine, "b1", { now: 50 });
    engine.cancel("a1", 60);
    expect(engine.nextDeadline()).toBe(150);
    submit(engine, "c1", { now: 70 });
    engine.hold("b1", true, 80);
    expect(engine.nextDeadline()).toBe(170);
    engine.hold("b1", false, 90);
    expect(started(engine.tick(150))).toEqual(["b1+c1"]);
  });

  it("gather by new rules from the moment on at which these change, those that wait already included", () => {
    const engine = makeEngine({ functions: { 0: timed, 1: plain } });
    submit(engine, "a1 b1 c1");
    expect(started(engine.configure(0, { maxBatchSize: 3 }, 10))).toEqual(["a1+b1+c1"]);
    expect(engine.batchSettings(0)).toEqual({ maxBatchSize: 3, batchTimeoutMs: 100 });
    submit(engine, "d1 e1", { now: 20 });
    expect(engine.finish(0, 30)).toEqual([]);
    expect(started(engine.configure(0, { batchTimeoutMs: "adaptive" }, 40))).toEqual(["d1+e1"]);
    submit(engine, "f1 g1", { now: 50 });
    engine.configure(0, { batchTimeoutMs: 200, maxBatchSize: 8 }, 60);
    engine.finish(1, 70);
    expect(engine.nextDeadline()).toBe(250);
    expect(started(engine.tick(250))).toEqual(["f1+g1"]);
    expect(() => engine.configure(1, { maxBatchSize: 3 }, 260)).toThrow(/gathers no batches/);
  });

  it("let other functions go while they gather", () => {
    const engine = makeEngine({ functions: { 0: timed, 1: plain } });
    submit(engine, "a1");
    expect(started(submit(engine, "b1", { fn: 1 }))).toEqual(["b1"]);
    expect(started(engine.finish(0, 100))).toEqual(["a1"]);
  });

  it("are not refused where the newcomer makes them full", () => {
    const engine = makeEngine({ functions: { 0: timed }, maxSize: 3 });
    submit(engine, "a1 b1 c1");
    expect(started(submit(engine, "d1"))).toEqual(["a1+b1+c1+d1"]);
  });

  it("abort one call and go on for the others", () => {
    const engine = makeEngine({ functions: { 0: batch } });
    submit(engine, "z1 a1 b1");
    engine.finish(0, 0);
    expect(engine.cancel("b1", 0)).toEqual([{ type: "abort", run: 1, call: "b1" }]);
    expect(engine.size()).toEqual({ waiting: 0, running: 1 });
  });
});

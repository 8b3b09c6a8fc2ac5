import { describe, expect, it } from "vitest";
import type { EngineOptions, FunctionRule, Position } from "./effects.ts";
import { ManualClock } from "../clock/manual-clock.ts";
import { createMemoryBackend } from "./memory-backend.ts";
import type { QueueBackend, QueueEvents } from "./queue-backend.ts";

/** A backend under test, and how to let time pass until everything it has to say by then was said. */
interface Opened {
  readonly backend: QueueBackend;
  pass(ms: number): Promise<void>;
}

type Open = (engine: EngineOptions, on: QueueEvents) => Opened;

/** Every home that a queue can have: each must behave as the tests below say. */
const backends: readonly (readonly [string, Open])[] = [
  [
    "memory",
    (engine, on) => {
      const clock = new ManualClock();
      const backend = createMemoryBackend({ engine, statusUpdateMs: "auto", clock, on });
      return {
        backend,
        async pass(ms) {
          clock.advance(ms);
        },
      };
    },
  ],
];

const plain: FunctionRule = { group: "main", batch: false, maxBatchSize: 4, batchTimeoutMs: "adaptive" };

class Listener implements QueueEvents {
  readonly starts: { run: number; calls: readonly string[] }[] = [];
  readonly refused: string[] = [];
  readonly aborted: string[] = [];
  readonly told = new Map<string, Position>();

  start({ run, calls }: { run: number; calls: readonly string[] }): void {
    this.starts.push({ run, calls });
  }

  refuse({ call }: { call: string }): void {
    this.refused.push(call);
  }

  abort({ call }: { call: string }): void {
    this.aborted.push(call);
  }

  positions(list: readonly Position[]): void {
    for (const position of list) this.told.set(position.call, position);
  }

  get started(): string[] {
    return this.starts.map(({ calls }) => calls.join("+"));
  }

  run(call: string): number {
    const start = this.starts.find(({ calls }) => calls.includes(call));
    if (start === undefined) throw new Error(`${call} has not started.`);
    return start.run;
  }
}

function submit(backend: QueueBackend, ids: string): void {
  for (const id of ids.split(" ")) backend.submit({ id, fn: 0, caller: id.charAt(0) });
}

describe.each(backends)("a queue in %s", (_, open) => {
  function make(options: Partial<EngineOptions> = {}): {
    queue: Listener;
    backend: QueueBackend;
    pass: Opened["pass"];
  } {
    const queue = new Listener();
    return { queue, ...open({ functions: { 0: plain }, groups: { main: 1 }, maxSize: null, ...options }, queue) };
  }

  it("starts what finds room and tells the others where they stand", async () => {
    const { queue, backend, pass } = make();
    submit(backend, "a1 b1 c1");
    await pass(300);
    expect(queue.started).toEqual(["a1"]);
    expect([queue.told.get("b1"), queue.told.get("c1")]).toEqual([
      { call: "b1", rank: 0, size: 2, etaMs: null },
      { call: "c1", rank: 1, size: 2, etaMs: null },
    ]);
    expect(queue.told.has("a1")).toBe(false);
    backend.finish(queue.run("a1"));
    await pass(300);
    expect(queue.started).toEqual(["a1", "b1"]);
    expect(queue.told.get("c1")).toMatchObject({ rank: 0, size: 1 });
    backend.close();
  });

  it("refuses calls beyond the most that may wait", async () => {
    const { queue, backend, pass } = make({ maxSize: 1 });
    submit(backend, "a1 b1 c1");
    await pass(0);
    expect(queue.refused).toEqual(["c1"]);
    backend.close();
  });

  it("takes fairness from the engine", async () => {
    const { queue, backend, pass } = make();
    submit(backend, "a1 a2 a3 a4 b1");
    await pass(0);
    for (const call of ["a1", "a2", "b1"]) {
      backend.finish(queue.run(call));
      await pass(0);
    }
    expect(queue.started).toEqual(["a1", "a2", "b1", "a3"]);
    backend.close();
  });

  it("never starts a cancelled call, and aborts a running one once, with its slot kept", async () => {
    const { queue, backend, pass } = make();
    submit(backend, "a1 b1 c1");
    await pass(0);
    backend.cancel("b1");
    backend.cancel("a1");
    backend.cancel("a1");
    backend.cancel("nobody");
    await pass(300);
    expect([queue.started, queue.aborted]).toEqual([["a1"], ["a1"]]);
    backend.finish(queue.run("a1"));
    backend.finish(queue.run("a1"));
    await pass(0);
    expect(queue.started).toEqual(["a1", "c1"]);
    backend.close();
  });

  it("passes held calls over and tells them where they stand when they are back", async () => {
    const { queue, backend, pass } = make();
    submit(backend, "a1 b1 c1 d1");
    await pass(300);
    backend.hold("b1", true);
    queue.told.clear();
    backend.finish(queue.run("a1"));
    await pass(1_300);
    expect(queue.started).toEqual(["a1", "c1"]);
    expect([...queue.told.keys()]).toEqual(["d1"]);
    backend.hold("b1", false);
    await pass(0);
    expect(queue.told.get("b1")).toMatchObject({ rank: 0, size: 2 });
    backend.finish(queue.run("c1"));
    await pass(0);
    expect(queue.started).toEqual(["a1", "c1", "b1"]);
    backend.close();
  });

  it("sends a batch when its time has come", async () => {
    const rule: FunctionRule = { ...plain, batch: true, batchTimeoutMs: 100 };
    const { queue, backend, pass } = make({ functions: { 0: rule } });
    submit(backend, "a1 b1");
    await pass(60);
    expect(queue.started).toEqual([]);
    await pass(60);
    expect(queue.started).toEqual(["a1+b1"]);
    backend.close();
  });

  it("takes in what is found out about a call after it came", async () => {
    const rule: FunctionRule = { ...plain, batch: true, keyed: true };
    const { queue, backend, pass } = make({ functions: { 0: rule } });
    submit(backend, "a1 b1 c1 d1 e1");
    backend.answer("a1", { cost: 1, key: "x" });
    backend.answer("b1", { cost: 100, key: "x" });
    for (const call of ["c1", "e1"]) backend.answer(call, { cost: 1, key: "y" });
    for (const call of ["a1", "c1", "d1", "b1"]) {
      await pass(0);
      backend.finish(queue.run(call));
    }
    expect(queue.started).toEqual(["a1", "c1+e1", "d1", "b1"]);
    backend.close();
  });

  it("passes over who runs as many calls as one caller may", async () => {
    const { queue, backend, pass } = make({
      functions: { 0: { ...plain, perCallerLimit: 2 }, 1: { ...plain, group: "other" } },
      groups: { main: 4, other: 4 },
      groupSizes: { main: 2 },
      perCallerLimit: 2,
    });
    submit(backend, "a1 a2 a3 b1 a4 a5");
    backend.submit({ id: "a6", fn: 1, caller: "a" });
    await pass(0);
    expect([queue.started, queue.refused]).toEqual([["a1", "a2", "b1"], ["a5"]]);
    backend.finish(queue.run("a1"));
    backend.finish(queue.run("a2"));
    await pass(0);
    expect(queue.started).toEqual(["a1", "a2", "b1", "a3", "a4"]);
    backend.finish(queue.run("a3"));
    await pass(0);
    expect(queue.started.at(-1)).toBe("a6");
    backend.close();
  });

  it("starts calls again, each alone, whose run has ended without an answer", async () => {
    const { queue, backend, pass } = make({ functions: { 0: { ...plain, batch: true } } });
    submit(backend, "z1 a1 b1");
    await pass(0);
    backend.finish(queue.run("z1"));
    await pass(0);
    submit(backend, "c1");
    backend.finish(queue.run("a1"), ["a1", "b1"]);
    await pass(0);
    expect(queue.started).toEqual(["z1", "a1+b1", "a1"]);
    backend.finish(queue.starts.at(-1)?.run ?? -1);
    await pass(0);
    backend.finish(queue.starts.at(-1)?.run ?? -1);
    await pass(0);
    expect(queue.started).toEqual(["z1", "a1+b1", "a1", "b1", "c1"]);
    backend.close();
  });

  it("changes how batches gather while it runs", async () => {
    const rule: FunctionRule = { ...plain, batch: true, batchTimeoutMs: 100_000 };
    const { queue, backend, pass } = make({ functions: { 0: rule } });
    submit(backend, "a1 b1 c1");
    await pass(0);
    backend.configure(0, { maxBatchSize: 2 });
    await pass(0);
    expect(queue.started).toEqual(["a1+b1"]);
    backend.finish(queue.run("a1"));
    backend.configure(0, { batchTimeoutMs: 50 });
    await pass(50);
    expect(queue.started).toEqual(["a1+b1", "c1"]);
    expect(backend.batchSettings(0)).toEqual({ maxBatchSize: 2, batchTimeoutMs: 50 });
    backend.close();
  });

  it("is silent once it is closed", async () => {
    const rule: FunctionRule = { ...plain, batch: true, batchTimeoutMs: 100 };
    const { queue, backend, pass } = make({ functions: { 0: rule } });
    submit(backend, "a1");
    await pass(0);
    backend.close();
    backend.close();
    submit(backend, "b1");
    backend.finish(0);
    await pass(10_000);
    expect([queue.started, queue.told.has("b1")]).toEqual([[], false]);
  });
});

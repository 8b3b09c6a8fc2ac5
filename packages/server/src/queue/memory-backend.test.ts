import { describe, expect, it } from "vitest";
import type { EngineOptions, FunctionRule, Position } from "./effects.ts";
import { ManualClock } from "../clock/manual-clock.ts";
import { createMemoryBackend } from "./memory-backend.ts";
import type { QueueBackend, QueueEvents, StatusUpdateMs } from "./queue-backend.ts";

const plain: FunctionRule = { group: "main", batch: false, maxBatchSize: 4, batchTimeoutMs: "adaptive" };
const oneAtATime: EngineOptions = { functions: { 0: plain }, groups: { main: 1 }, maxSize: null };

interface Made {
  readonly clock: ManualClock;
  readonly backend: QueueBackend;
  /** Everything that was told, in words. */
  readonly heard: string[];
}

function make(statusUpdateMs: StatusUpdateMs = "auto", on: Partial<QueueEvents> = {}): Made {
  const clock = new ManualClock();
  const heard: string[] = [];
  const backend = createMemoryBackend({
    engine: oneAtATime,
    statusUpdateMs,
    clock,
    on: {
      start({ calls }) {
        heard.push(`start ${calls.join("+")}`);
      },
      refuse({ call }) {
        heard.push(`refuse ${call}`);
      },
      abort({ call }) {
        heard.push(`abort ${call}`);
      },
      positions(list: readonly Position[]) {
        for (const { call, rank, size } of list) heard.push(`${call} ${rank}/${size} at ${clock.now()}`);
      },
      ...on,
    },
  });
  return { clock, backend, heard };
}

function submit(backend: QueueBackend, ids: string): void {
  for (const id of ids.split(" ")) backend.submit({ id, fn: 0, caller: id });
}

describe("positions", () => {
  it("come at once to a newly waiting call, and to the others at most every 250 ms", () => {
    const { clock, backend, heard } = make();
    submit(backend, "a b c");
    expect(heard).toEqual(["start a", "b 0/1 at 0", "c 1/2 at 0"]);
    clock.advance(249);
    expect(heard).toHaveLength(3);
    clock.advance(1);
    expect(heard.slice(3)).toEqual(["b 0/2 at 250"]);
    backend.finish(0);
    clock.advance(250);
    expect(heard.slice(4)).toEqual(["start b", "c 0/1 at 500"]);
  });

  it("come as often as was asked for", () => {
    const { clock, backend, heard } = make(2_000);
    submit(backend, "a b c");
    clock.advance(1_999);
    expect(heard).toHaveLength(3);
    clock.advance(1);
    expect(heard.slice(3)).toEqual(["b 0/2 at 2000"]);
  });

  it("leave no timer behind when nothing changes any more", () => {
    const { clock, backend } = make();
    submit(backend, "a b c");
    clock.advance(1_000);
    expect(clock.pending).toBe(0);
  });

  it("of a crowd come a hundred a turn, none of a call that has gone meanwhile", () => {
    const turns: string[] = [];
    const told = new Set<string>();
    const made: Made = make("auto", {
      positions(list) {
        if (list.length === 1) return;
        turns.push(`${list.length} positions`);
        for (const { call } of list) told.add(call);
        made.clock.after(0, () => turns.push("another's turn"));
        made.backend.cancel("c300");
      },
    });
    submit(made.backend, Array.from({ length: 351 }, (_, index) => `c${index}`).join(" "));
    made.clock.advance(5_000);
    turns.length = 0;
    told.clear();
    made.backend.finish(0);
    made.clock.advance(999);
    expect(turns).toEqual([
      "100 positions",
      "another's turn",
      "100 positions",
      "another's turn",
      "100 positions",
      "another's turn",
      "48 positions",
      "another's turn",
    ]);
    expect(told.size).toBe(348);
    expect(told.has("c300")).toBe(false);
  });
});

describe("positions of a crowd that take long to tell", () => {
  it("leave three quarters of the time to the calls, yet come once a second", () => {
    const clock = new ManualClock();
    const sweeps: number[] = [];
    let spent = 0;
    const backend = createMemoryBackend({
      engine: oneAtATime,
      statusUpdateMs: "auto",
      clock: { now: () => clock.now() + spent, after: (ms, task) => clock.after(ms, task) },
      on: {
        start: () => {},
        refuse: () => {},
        abort: () => {},
        positions(list) {
          if (list.length === 1) return;
          if (list[0]?.rank === 0) sweeps.push(clock.now() + spent);
          spent += slice;
        },
      },
    });
    let slice = 0;
    let run = 0;
    const moveOn = (): void => {
      for (const end = run + 10; run < end; run++) backend.finish(run);
    };
    submit(backend, Array.from({ length: 401 }, (_, index) => `c${index}`).join(" "));
    clock.advance(5_000);
    const gaps = [0, 60, 300].map((ms) => {
      slice = ms;
      sweeps.length = 0;
      moveOn();
      // Ten places are more than 2 % for everybody: four slices.
      while (sweeps.length < 1) clock.advance(10);
      clock.advance(100);
      moveOn();
      while (sweeps.length < 2) clock.advance(10);
      clock.advance(5_000);
      return sweeps[1]! - sweeps[0]!;
    });
    expect(gaps[0]).toBe(250);
    expect(gaps[1]).toBeGreaterThanOrEqual(3 * 60 * 4);
    expect(gaps[2]).toBeGreaterThanOrEqual(1_000);
    // The telling itself takes 1,200 ms there.
    expect(gaps[2]).toBeLessThan(1_500);
  });
});

describe("callbacks", () => {
  it("come one after another when they call the queue again", () => {
    const order: string[] = [];
    let depth = 0;
    const made: Made = make("auto", {
      start({ run, calls }) {
        depth++;
        order.push(`${calls.join()} at depth ${depth}`);
        made.backend.finish(run);
        depth--;
      },
    });
    submit(made.backend, "a b c");
    expect(order).toEqual(["a at depth 1", "b at depth 1", "c at depth 1"]);
  });

  it("do not tell the position of a call that a callback before has cancelled", () => {
    const made: Made = make("auto", {
      start() {
        made.backend.submit({ id: "b", fn: 0, caller: "b" });
        made.backend.cancel("b");
      },
    });
    submit(made.backend, "a");
    made.clock.advance(1_000);
    expect(made.heard).toEqual([]);
  });

  it("still come after one that throws", () => {
    const made: Made = make("auto", {
      abort() {
        made.backend.finish(0);
        throw new Error("broken listener");
      },
    });
    submit(made.backend, "a b");
    expect(() => made.backend.cancel("a")).toThrow("broken listener");
    expect(made.heard.at(-1)).toBe("start b");
  });
});

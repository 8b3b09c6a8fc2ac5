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
import { CheckedEngine, type Step } from "./test-histories.ts";
import type { EngineOptions, FunctionRule } from "./effects.ts";

const rule = record({
  group: constantFrom("one", "two"),
  batch: constantFrom(true, false),
  maxBatchSize: integer({ min: 1, max: 4 }),
  batchTimeoutMs: constantFrom<FunctionRule["batchTimeoutMs"]>("adaptive", 0, 50),
  keyed: constantFrom(false, true),
  perCallerLimit: option(integer({ min: 1, max: 2 }), { freq: 3 }),
});

const anyOptions = record({
  functions: record({ 0: rule, 1: rule, 2: rule }),
  groups: record({ one: integer({ min: 1, max: 3 }), two: oneof(integer({ min: 1, max: 2 }), constant(null)) }),
  maxSize: option(integer({ min: 0, max: 8 }), { freq: 2 }),
  groupSizes: record({ one: option(integer({ min: 0, max: 4 }), { freq: 3 }) }),
  perCallerLimit: option(integer({ min: 1, max: 3 }), { freq: 3 }),
});

const step: Arbitrary<Step> = record({
  action: constantFrom(
    ...(["submit", "submit", "submit", "submit", "finish", "finish", "finish"] as const),
    ...(["cancel", "hold", "release", "wait", "answer", "answer", "configure", "crash"] as const),
  ),
  pick: nat(1_000),
  fn: integer({ min: 0, max: 2 }),
  caller: constantFrom("a", "b", "c"),
});

function play(options: EngineOptions, steps: readonly Step[]): CheckedEngine {
  const checked = new CheckedEngine(options);
  for (const each of steps) checked.take(each);
  checked.drain();
  return checked;
}

describe("random histories", () => {
  it("pass no limit, miss no start and lose no call", () => {
    assert(
      property(anyOptions, array(step, { maxLength: 70, size: "max" }), (options, steps) => {
        const { calls } = play(options, steps);
        for (const { state } of calls.values()) expect(["finished", "cancelled", "refused"]).toContain(state);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it("are the same when they are played again", () => {
    assert(
      property(anyOptions, array(step, { maxLength: 60, size: "max" }), (options, steps) => {
        expect(play(options, steps).log).toEqual(play(options, steps).log);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

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
        const checked = new CheckedEngine(options);
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
  }, 60_000);
});

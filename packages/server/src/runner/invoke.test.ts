import { describe, expect, it } from "vitest";
import { Cancellation } from "./cancellation.ts";
import { deferred } from "../base/deferred.ts";
import { type Invocation, invoke, type UserFunction } from "./invoke.ts";

function start(fn: UserFunction, cancellation: Cancellation = new Cancellation()): Invocation {
  return invoke(fn, [], cancellation);
}

async function steps(invocation: Invocation): Promise<unknown[]> {
  const seen: unknown[] = [];
  for (;;) {
    const step = await invocation.next();
    seen.push(step.kind === "aborted" ? "aborted" : [step.kind, step.value]);
    if (step.kind !== "yield") return seen;
  }
}

describe("every style of function", () => {
  const styles: [string, UserFunction, unknown[]][] = [
    ["sync", () => 1, [["return", 1]]],
    ["async", async () => 1, [["return", 1]]],
    ["array is one value", () => [1, 2], [["return", [1, 2]]]],
    ["string is one value", () => "ab", [["return", "ab"]]],
    ["typed array is one value", () => new Uint8Array(2), [["return", new Uint8Array(2)]]],
    [
      "generator",
      function* () {
        yield 1;
        yield 2;
      },
      [
        ["yield", 1],
        ["yield", 2],
        ["return", undefined],
      ],
    ],
    [
      "async generator with a last value",
      async function* () {
        yield 1;
        return 2;
      },
      [
        ["yield", 1],
        ["return", 2],
      ],
    ],
    [
      "promise of an async iterable",
      async () => new Blob(["ab"]).stream(),
      [
        ["yield", new Uint8Array([97, 98])],
        ["return", undefined],
      ],
    ],
  ];
  it.each(styles)("%s", async (_, fn, expected) => {
    const invocation = start(fn);
    expect(await steps(invocation)).toEqual(expected);
    await invocation.ended;
  });

  it("passes on what was thrown, also after yields", async () => {
    const invocation = start(function* () {
      yield 1;
      throw new Error("late");
    });
    await invocation.next();
    await expect(invocation.next()).rejects.toThrow("late");
    await invocation.ended;
  });
});

describe("abort", () => {
  it("is answered at once by a function that ignores it, whose end comes later", async () => {
    const cancellation = new Cancellation();
    const gate = deferred<number>();
    const invocation = start(() => gate.promise, cancellation);
    const next = invocation.next();
    let ended = false;
    void invocation.ended.then(() => (ended = true));
    cancellation.abort();
    expect(await next).toEqual({ kind: "aborted" });
    expect(ended).toBe(false);
    gate.reject(new Error("too late to matter"));
    await invocation.ended;
  });

  it("runs the finally of a generator that is inside a step", async () => {
    const cancellation = new Cancellation();
    const gate = deferred();
    let cleaned = false;
    const invocation = start(async function* () {
      try {
        yield 1;
        await gate.promise;
        yield 2;
      } finally {
        cleaned = true;
      }
    }, cancellation);
    await invocation.next();
    const second = invocation.next();
    cancellation.abort();
    expect(await second).toEqual({ kind: "aborted" });
    expect(cleaned).toBe(false);
    gate.resolve();
    await invocation.ended;
    expect(cleaned).toBe(true);
  });

  it("runs the finally of a generator that rests between steps, and survives its throw", async () => {
    const cancellation = new Cancellation();
    let cleaned = false;
    const invocation = start(async function* () {
      try {
        yield 1;
      } finally {
        cleaned = true;
        await Promise.reject(new Error("in finally"));
      }
    }, cancellation);
    await invocation.next();
    cancellation.abort();
    await invocation.ended;
    expect(cleaned).toBe(true);
  });

  it("returns an iterable that came after the abort", async () => {
    const cancellation = new Cancellation();
    const gate = deferred();
    let returned = false;
    const invocation = start(async () => {
      await gate.promise;
      return {
        [Symbol.asyncIterator]: () => ({
          next: async () => ({ done: false, value: 1 }),
          return: async () => ((returned = true), { done: true, value: undefined }),
        }),
      };
    }, cancellation);
    const next = invocation.next();
    cancellation.abort();
    await next;
    gate.resolve();
    await invocation.ended;
    expect(returned).toBe(true);
  });

  it("never calls a function whose signal was aborted before", async () => {
    const cancellation = new Cancellation();
    cancellation.abort();
    let called = false;
    const invocation = start(() => (called = true), cancellation);
    expect(await invocation.next()).toEqual({ kind: "aborted" });
    await invocation.ended;
    expect(called).toBe(false);
  });
});

import { afterEach, expect, test, vi } from "vitest";
import { batched } from "./batched.ts";

afterEach(() => vi.useRealTimers());

const same = (items: readonly number[]): readonly number[] => items;

/** A function that notes its batches and answers them when it is told. */
function held<I>() {
  const batches: { items: readonly I[]; answer: (results: readonly unknown[]) => void; signal: AbortSignal }[] = [];
  const started: (() => void)[] = [];
  const fn = (items: readonly I[], context: { readonly signal: AbortSignal }): Promise<readonly unknown[]> =>
    new Promise((resolve) => {
      batches.push({ items, answer: resolve, signal: context.signal });
      for (const go of started.splice(0)) go();
    });
  const count = async (size: number): Promise<void> => {
    while (batches.length < size) {
      // oxlint-disable-next-line no-await-in-loop -- one start after another
      await new Promise<void>((resolve) => started.push(resolve));
    }
  };
  return { fn, batches, count };
}

test("what is asked for in one turn shares a batch, and each call gets its own result", async () => {
  const sizes: number[] = [];
  const double = batched((numbers: readonly number[]) => {
    sizes.push(numbers.length);
    return numbers.map((number) => number * 2);
  });
  expect(await Promise.all([double(1), double(2), double(3)])).toEqual([2, 4, 6]);
  expect(await double.all([4, 5])).toEqual([8, 10]);
  expect(sizes).toEqual([3, 2]);
});

test("a lone call goes at once; while it runs others gather, up to the size", async () => {
  const { fn, batches, count } = held<string>();
  const call = batched(fn, { batchSize: 3 });
  const first = call("a");
  await count(1);
  const rest = call.all(["b", "c", "d", "e"]);
  expect(call.stats).toMatchObject({ waiting: 4, running: 1 });
  batches[0]!.answer(["A"]);
  expect(await first).toBe("A");
  await count(2);
  batches[1]!.answer(["B", "C", "D"]);
  await count(3);
  batches[2]!.answer(["E"]);
  expect(await rest).toEqual(["B", "C", "D", "E"]);
  expect(call.stats).toMatchObject({ waiting: 0, running: 0, done: 5, batchSizes: { 1: 2, 3: 1 } });
});

test("with a number a batch waits until it is full or its oldest item has waited so long", async () => {
  vi.useFakeTimers();
  const { fn, batches } = held<string>();
  const call = batched(fn, { batchSize: 2, timeoutMs: 100, concurrency: 3 });
  void call("a");
  await vi.advanceTimersByTimeAsync(99);
  expect(batches).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(batches.map(({ items }) => items)).toEqual([["a"]]);
  void call.all(["b", "c", "d"]);
  await vi.advanceTimersByTimeAsync(0);
  expect(batches.map(({ items }) => items)).toEqual([["a"], ["b", "c"]]);
  await vi.advanceTimersByTimeAsync(100);
  expect(batches.at(-1)!.items).toEqual(["d"]);
});

test("an Error at a place fails that call alone; a throw and a wrong length fail all", async () => {
  const check = batched((texts: readonly string[]) => {
    if (texts.includes("throw")) throw new RangeError("all of it");
    if (texts.includes("short")) return [];
    return texts.map((text) => (text === "bad" ? new RangeError("only this") : text.length));
  });
  expect(await check.settled(["a", "bad", "ccc"])).toEqual([
    { status: "fulfilled", value: 1 },
    { status: "rejected", reason: new RangeError("only this") },
    { status: "fulfilled", value: 3 },
  ]);
  for (const { status } of await check.settled(["a", "throw"])) expect(status).toBe("rejected");
  await expect(check.all(["a", "short"])).rejects.toThrow("got 2 items and gave 0 results");
  expect(check.stats).toMatchObject({ done: 2, failed: 5 });
});

test("an aborted item is taken out, or its place is ignored; the batch is told when nobody is left", async () => {
  const { fn, batches, count } = held<string>();
  const call = batched(fn);
  const [stopRunning, stopWaiting] = [new AbortController(), new AbortController()];
  const running = call("a", { signal: stopRunning.signal });
  await count(1);
  const waiting = call.settled(["b", "c"], { signal: stopWaiting.signal });
  const last = call("d");
  stopWaiting.abort(new Error("not wanted"));
  expect(await waiting).toEqual([
    { status: "rejected", reason: new Error("not wanted") },
    { status: "rejected", reason: new Error("not wanted") },
  ]);
  stopRunning.abort();
  await expect(running).rejects.toThrow("aborted");
  expect(batches[0]!.signal.aborted).toBe(true);
  batches[0]!.answer(["A"]);
  await count(2);
  expect(batches[1]!.items).toEqual(["d"]);
  batches[1]!.answer(["D"]);
  expect(await last).toBe("D");
  await expect(call("e", { signal: AbortSignal.abort(new Error("before")) })).rejects.toThrow("before");
  expect(call.stats).toMatchObject({ waiting: 0, done: 1, aborted: 3 });
});

test("only items with the same key share a batch, and keys take turns", async () => {
  const batches: string[][] = [];
  const translate = batched(
    (words: readonly string[]) => {
      batches.push([...words]);
      return words;
    },
    { batchSize: 2, key: (word) => word[0]! },
  );
  await translate.all(["a1", "a2", "a3", "b1", "a4", "b2"]);
  expect(batches).toEqual([
    ["a1", "a2"],
    ["b1", "b2"],
    ["a3", "a4"],
  ]);
});

test("sizes and times can be changed while it runs", async () => {
  const sizes: number[] = [];
  const call = batched(
    (items: readonly number[]) => {
      sizes.push(items.length);
      return items;
    },
    { batchSize: 2, timeoutMs: 1_000_000 },
  );
  const results = call.all([1, 2, 3]);
  call.configure({ timeoutMs: "adaptive" });
  expect(await results).toEqual([1, 2, 3]);
  call.configure({ batchSize: 4 });
  await call.all([1, 2, 3, 4]);
  expect(sizes).toEqual([2, 1, 4]);
  expect(() => call.configure({ batchSize: 0 })).toThrow("batchSize must be a whole number from 1 on, got 0");
});

test("options that cannot work are refused by name", () => {
  expect(() => batched(same, { timeoutMs: -1 })).toThrow('timeoutMs must be "adaptive" or milliseconds');
  expect(() => batched(same, { concurrency: 1.5 })).toThrow("concurrency must be a whole number");
  expect(() => batched(same, { key: "a" as never })).toThrow("key must be a function");
  expect(() => batched(null as never)).toThrow("fn must be a function");
});

test("ten thousand that are aborted leave nothing behind", async () => {
  const { fn, batches, count } = held<number>();
  const call = batched(fn, { batchSize: 8, key: (item) => String(item % 100) });
  const first = call(0);
  await count(1);
  const stop = new AbortController();
  const lost = call.settled(
    Array.from({ length: 10_000 }, (_, index) => index),
    { signal: stop.signal },
  );
  stop.abort();
  await lost;
  const last = call(1);
  expect(call.stats.waiting).toBe(1);
  batches[0]!.answer([0]);
  await count(2);
  batches[1]!.answer([1]);
  expect([await first, await last]).toEqual([0, 1]);
});

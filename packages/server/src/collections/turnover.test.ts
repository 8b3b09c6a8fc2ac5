import { describe, expect, it } from "vitest";
import { TurnoverMap } from "./turnover-map.ts";
import { TurnoverSet } from "./turnover-set.ts";

// Marsaglia's xorshift, so that a failure comes again.
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

describe("a map with much turnover", () => {
  it("holds what a Map holds, in the same order, however much comes and goes", () => {
    const next = numbers(7);
    const map = new TurnoverMap<number, number>();
    const plain = new Map<number, number>();
    for (let step = 0; step < 20_000; step++) {
      // Now and then it grows large, and is nearly emptied again.
      const keys = step % 4000 < 2000 ? 300 : 20;
      const key = next() % keys;
      const isNew = next() % 5 < 2;
      if (isNew) map.set(key, step);
      if (isNew) plain.set(key, step);
      expect(!isNew && map.delete(key)).toBe(!isNew && plain.delete(key));
      expect(map.size).toBe(plain.size);
      expect(map.get(key)).toBe(plain.get(key));
      expect(map.has(key)).toBe(plain.has(key));
      // Their whole content only now and then, which takes its time.
      expect(step % 50 === 0 ? [...map] : []).toEqual(step % 50 === 0 ? [...plain] : []);
    }
    expect([...map.keys()]).toEqual([...plain.keys()]);
    expect([...map.values()]).toEqual([...plain.values()]);
    map.clear();
    expect([map.size, [...map]]).toEqual([0, []]);
  });

  it("visits each entry once while those that were visited are taken out", () => {
    const map = new TurnoverMap<number, string>();
    for (let key = 0; key < 1000; key++) map.set(key, `value ${key}`);
    const visited: number[] = [];
    for (const [key] of map) {
      visited.push(key);
      map.delete(key);
    }
    expect(visited).toEqual(Array.from({ length: 1000 }, (_, key) => key));
    expect(map.size).toBe(0);
  });
});

describe("a set with much turnover", () => {
  it("holds what a Set holds, in the same order", () => {
    const next = numbers(11);
    const set = new TurnoverSet<number>();
    const plain = new Set<number>();
    for (let step = 0; step < 20_000; step++) {
      const item = next() % 100;
      const isNew = next() % 2 === 0;
      if (isNew) set.add(item);
      if (isNew) plain.add(item);
      expect(!isNew && set.delete(item)).toBe(!isNew && plain.delete(item));
      expect(set.size).toBe(plain.size);
      expect(set.has(item)).toBe(plain.has(item));
      expect(step % 50 === 0 ? [...set] : []).toEqual(step % 50 === 0 ? [...plain] : []);
    }
  });
});

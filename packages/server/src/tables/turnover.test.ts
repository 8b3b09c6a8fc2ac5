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
      if (next() % 5 < 2) {
        map.set(key, step);
        plain.set(key, step);
      } else {
        expect(map.delete(key)).toBe(plain.delete(key));
      }
      expect(map.size).toBe(plain.size);
      expect(map.get(key)).toBe(plain.get(key));
      expect(map.has(key)).toBe(plain.has(key));
      if (step % 50 === 0) expect([...map]).toEqual([...plain]);
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
      if (next() % 2 === 0) {
        set.add(item);
        plain.add(item);
      } else {
        expect(set.delete(item)).toBe(plain.delete(item));
      }
      expect(set.size).toBe(plain.size);
      expect(set.has(item)).toBe(plain.has(item));
      if (step % 50 === 0) expect([...set]).toEqual([...plain]);
    }
  });
});

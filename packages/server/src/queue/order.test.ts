import { array, assert, integer, property, record, constantFrom } from "fast-check";
import { expect, it } from "vitest";
import { SortedChunks } from "./order.ts";

const step = record({ action: constantFrom("add", "add", "add", "remove"), pick: integer({ min: 0, max: 9_999 }) });

function expectSame(chunks: SortedChunks<number>, sorted: readonly number[]): void {
  const seen: number[] = [];
  const ranks: number[] = [];
  chunks.each((item, rank) => {
    seen.push(item);
    ranks.push(rank);
  });
  expect(seen).toEqual(sorted);
  expect(ranks).toEqual([...sorted.keys()]);
  expect(chunks.size).toBe(sorted.length);
  expect(chunks.first).toBe(sorted[0]);
  expect(chunks.head(3)).toEqual(sorted.slice(0, 3));
  expect(chunks.head(sorted.length + 1)).toEqual(sorted);
}

it("keeps what a sorted list keeps, through every split and every emptied chunk", () => {
  assert(
    property(array(step, { minLength: 1_000, maxLength: 3_000 }), (steps) => {
      const chunks = new SortedChunks<number>({ first: (item) => item >> 2, second: (item) => item & 3 });
      const kept = new Set<number>();
      for (const { action, pick } of steps) {
        if (action === "add" && !kept.has(pick)) {
          chunks.add(pick);
          kept.add(pick);
        } else if (chunks.remove(pick) !== kept.delete(pick)) {
          throw new Error(`The removal of ${pick} went wrong.`);
        }
      }
      const sorted = [...kept].toSorted((left, right) => left - right);
      expectSame(chunks, sorted);
      for (const [rank, item] of sorted.entries()) expect(chunks.rank(item)).toBe(rank);
      for (const item of sorted) expect(chunks.remove(item)).toBe(true);
      expectSame(chunks, []);
    }),
    { numRuns: 15 },
  );
});

import { expect, test } from "vitest";
import { Recent, slotCount, slotMs } from "./recent.ts";

test("what is older than a quarter of an hour is forgotten, and its memory used again", () => {
  const recent = new Recent();
  const first = recent.at(1000);
  first.ended = 1;
  first.run.add(20);
  recent.at(slotMs).ended = 2;
  expect(recent.total(slotMs).ended).toBe(3);
  const later = slotCount * slotMs;
  expect(recent.total(later).ended).toBe(2);
  expect(recent.list(later).map((slot) => slot?.ended)).toEqual([2, ...Array.from({ length: 59 })]);
  const again = recent.at(later);
  expect(again).toBe(first);
  expect([again.ended, again.run.count]).toEqual([0, 0]);
  expect(recent.total(100 * later).ended).toBe(0);
});

import type { MonitorSlot } from "@vitrine/protocol";
import { expect, test } from "vitest";
import { axisTop, megabytes, percentage, plotPaths, ratesOf, shortRate, shortTime } from "./monitor-words.ts";

test("numbers are as exact as they can be read", () => {
  expect([0, 0.04, 0.44, 9.96, 212.4, 999.6, 6_240, 185_000].map(shortTime)).toEqual([
    "0 ms",
    "0 ms",
    "0.4 ms",
    "10 ms",
    "212 ms",
    "1 s",
    "6.2 s",
    "3 min 5 s",
  ]);
  expect([0, 0.034, 0.96, 2.44, 9.96, 1234.5].map(shortRate)).toEqual(["0", "0.03", "1", "2.4", "10", "1,235"]);
  expect([percentage(0, 9), percentage(1, 300), percentage(1, 8), percentage(0, 0)]).toEqual([
    "0 %",
    "0.3 %",
    "13 %",
    "–",
  ]);
  expect(megabytes(157_286_400)).toBe("150 MB");
});

test("an axis ends at 1, 2 or 5 of a decade, and holds its highest value", () => {
  expect([0.3, 0.1, 1, 1.01, 3, 49, 501].map((most) => axisTop(most, 0.1))).toEqual([0.5, 0.1, 1, 2, 5, 50, 1000]);
  expect(axisTop(0, 4)).toBe(5);
  expect(axisTop(0.1 * 2, 0.1)).toBe(0.2);
});

test("a line has gaps where nothing is known, and points between gaps", () => {
  expect(plotPaths([null, 1, 2, null, 4, null], 4)).toEqual({ line: "M1 75L2 50", points: "M4 0h0" });
  expect(plotPaths([0, 0], 4)).toEqual({ line: "M0 100L1 100", points: "" });
  expect(plotPaths([], 1)).toEqual({ line: "", points: "" });
});

test("the slot that has begun counts for as long as it lasts, and its first moments are no peak", () => {
  const slot = { ended: 30 } as MonitorSlot;
  const rates = (slotElapsedMs: number): number[] =>
    ratesOf([null, slot, slot], ({ ended }) => ended, { slotMs: 15_000, slotElapsedMs });
  expect(rates(10_000)).toEqual([0, 2, 3]);
  expect(rates(10)).toEqual([0, 2, 6]);
});

import { array, assert, constantFrom, double, property } from "fast-check";
import { expect, test } from "vitest";
import { Histogram, sizeBounds, timeBounds } from "./histogram.ts";

test("the bounds of times are ten a decade and ascend", () => {
  expect(timeBounds.slice(0, 11)).toEqual([0.1, 0.125, 0.16, 0.2, 0.25, 0.315, 0.4, 0.5, 0.63, 0.8, 1]);
  expect(timeBounds.at(-1)).toBe(8e6);
  expect(timeBounds).toEqual(timeBounds.toSorted((one, other) => one - other));
});

test("a value at a bound counts below it, and what is above all bounds is counted", () => {
  const sizes = new Histogram(sizeBounds);
  for (const size of [1, 2, 3, 4, 5, 5000]) sizes.add(size);
  expect([1, 2, 4, 8, 1024].map((bound) => sizes.upTo(bound))).toEqual([1, 2, 4, 5, 5]);
  expect([sizes.count, sizes.sum, sizes.quantile(1)]).toEqual([6, 5015, 1024]);
});

test("quantiles are as exact as the bounds are close, whatever is counted", () => {
  const values = array(double({ min: 0.13, max: 8e6, noNaN: true }), { minLength: 1, maxLength: 300 });
  assert(
    property(values, constantFrom(0.5, 0.95, 0.99), (times, share) => {
      const histogram = new Histogram(timeBounds);
      for (const time of times) histogram.add(time);
      const exact = times.toSorted((one, other) => one - other)[Math.ceil(share * times.length) - 1] as number;
      const told = histogram.quantile(share) as number;
      expect(told).toBeGreaterThan(exact / 1.3);
      expect(told).toBeLessThan(exact * 1.3);
    }),
  );
  expect(new Histogram(timeBounds).quantile(0.5)).toBeNull();
});

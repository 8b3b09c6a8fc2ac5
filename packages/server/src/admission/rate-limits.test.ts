import { expect, test } from "vitest";
import type { RateLimit } from "../app-model/rate-limit-option.ts";
import type { CountedCaller } from "./counted-callers.ts";
import { RateLimits } from "./rate-limits.ts";
import { describeTestApp } from "../serve/test-app.ts";

/** How many of so many calls at once are taken, each by the caller that `callerOf` gives. */
function taken(
  limit: RateLimit,
  calls: number,
  callerOf: (index: number) => Partial<CountedCaller>,
): { readonly taken: number; readonly refused: string | undefined; readonly unaddressed: number } {
  let unaddressed = 0;
  const limits = new RateLimits(describeTestApp({}, { rateLimit: limit }), () => (unaddressed += 1));
  const refusals = Array.from({ length: calls }, (_, index) => {
    const caller = { share: `cookie ${index}`, address: "203.0.113.7", anonymous: true, ...callerOf(index) };
    const refusal = limits.refusal(1, caller, 0);
    if (refusal === null) limits.note(1, caller, 0);
    return refusal;
  });
  return {
    taken: refusals.filter((refusal) => refusal === null).length,
    refused: refusals.find((refusal) => refusal !== null)?.message,
    unaddressed,
  };
}

const three: RateLimit = { calls: 3, perMs: 3_600_000 };
const byAddress: RateLimit = { ...three, by: "address" };

test("one caller has its calls; an address with a cookie for each call has fifty times as many", () => {
  expect(taken(three, 10, () => ({ share: "cookie a" }))).toMatchObject({
    taken: 3,
    refused: "3 calls in 1 h are the most here. Try again in 3600 s.",
  });
  expect(taken(three, 200, () => ({}))).toMatchObject({
    taken: 150,
    refused: "150 calls in 1 h from one address are the most here. Try again in 3600 s.",
  });
  expect(taken(three, 200, (index) => ({ address: `203.0.113.${index}` })).taken).toBe(200);
});

test('by: "address" holds all of an address to the same number, and each caller, too', () => {
  expect(taken(byAddress, 10, () => ({})).taken).toBe(3);
  expect(taken(byAddress, 10, () => ({ anonymous: false, share: "user ann" })).taken).toBe(3);
  expect(taken(byAddress, 10, (index) => ({ share: "user ann", address: `203.0.113.${index}` })).taken).toBe(3);
});

test("users, and callers whom the app names, are not counted by their address", () => {
  expect(taken(three, 500, (index) => ({ share: `user ${index}`, anonymous: false })).taken).toBe(500);
});

test("where the address tells nobody apart callers alone count, and that is heard of where addresses were wanted", () => {
  expect(taken(three, 200, () => ({ address: null }))).toMatchObject({ taken: 200, unaddressed: 0 });
  expect(taken(byAddress, 2, () => ({ address: null }))).toMatchObject({ taken: 2, unaddressed: 2 });
});

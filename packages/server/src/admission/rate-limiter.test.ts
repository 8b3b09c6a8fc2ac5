import { describe, expect, it } from "vitest";
import { RateLimiter } from "./rate-limiter.ts";

/** Calls at these times; gives how long each would have to wait, 0 where it was taken. */
function callAt(limiter: RateLimiter, caller: string, ...times: readonly number[]): number[] {
  return times.map((now) => {
    const waitMs = limiter.waitMs(caller, now);
    if (waitMs === 0) limiter.note(caller, now);
    return waitMs;
  });
}

describe("a limit of calls in a time", () => {
  it("takes no more than so many in any stretch of so long, and says how long to wait", () => {
    const limiter = new RateLimiter({ calls: 2, perMs: 1000 });
    expect(callAt(limiter, "a", 0, 400, 500, 999, 1000, 1100, 1400)).toEqual([0, 0, 500, 1, 0, 300, 0]);
  });

  it("counts each caller alone, and not what it refused", () => {
    const limiter = new RateLimiter({ calls: 1, perMs: 100 });
    expect(callAt(limiter, "a", 0, 50, 99, 100)).toEqual([0, 50, 1, 0]);
    expect(callAt(limiter, "b", 100)).toEqual([0]);
  });

  it("forgets callers who have been silent for that long", () => {
    const limiter = new RateLimiter({ calls: 3, perMs: 1000 });
    for (let caller = 0; caller < 500; caller++) callAt(limiter, `${caller}`, caller);
    callAt(limiter, "0", 600);
    limiter.sweep(1300);
    expect(limiter.size).toBe(500 - 300);
    limiter.sweep(5000);
    expect(limiter.size).toBe(0);
  });

  it("remembers a bounded number of calls, of those who called last", () => {
    const limiter = new RateLimiter({ calls: 2, perMs: 1e9 }, 100);
    for (let caller = 0; caller < 1000; caller++) callAt(limiter, `${caller}`, caller, caller);
    expect(limiter.size).toBe(50);
    expect(limiter.waitMs("999", 1000)).toBeGreaterThan(0);
  });
});

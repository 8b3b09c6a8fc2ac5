import { describe, expect, it } from "vitest";
import { Shares } from "./shares.ts";

describe("shares", () => {
  it("spreads the calls of one caller behind the first calls of the others", () => {
    const shares = new Shares();
    expect([shares.join("a", 1), shares.join("a", 1), shares.join("a", 1)]).toEqual([1, 2, 3]);
    shares.reach(1);
    expect(shares.join("b", 1)).toBe(2);
    expect(shares.join("a", 1)).toBe(4);
  });

  it("lets large calls take a larger share", () => {
    const shares = new Shares();
    expect([shares.join("a", 4), shares.join("a", 0.5)]).toEqual([4, 4.5]);
  });

  it("never goes back", () => {
    const shares = new Shares();
    shares.reach(50);
    shares.reach(1);
    expect(shares.join("a", 1)).toBe(51);
  });

  it("forgets callers once that changes nothing", () => {
    const shares = new Shares();
    const tag = shares.join("a", 1);
    shares.reach(tag);
    shares.leave("a");
    expect(shares.size).toBe(0);
    expect(shares.join("a", 1)).toBe(2);
  });

  it("remembers a caller who cancelled", () => {
    const shares = new Shares();
    shares.join("a", 1);
    shares.leave("a");
    expect(shares.join("a", 1)).toBe(2);
  });

  it("forgets those who cancelled once the tags have passed theirs for a while", () => {
    const shares = new Shares();
    for (let caller = 0; caller < 1_000; caller++) {
      shares.join(`passing ${caller}`, 1);
      shares.leave(`passing ${caller}`);
    }
    for (let start = 0; start < 600; start++) {
      const tag = shares.join("regular", 1);
      shares.reach(tag);
      shares.leave("regular");
    }
    expect(shares.size).toBe(0);
  });

  it("remembers a bounded number of callers who only join and cancel, and all who wait", () => {
    const shares = new Shares();
    for (let caller = 0; caller < 100; caller++) shares.join(`waiting ${caller}`, 1);
    for (let caller = 0; caller < 200_000; caller++) {
      shares.join(`passing ${caller}`, 1);
      shares.leave(`passing ${caller}`);
      if (shares.size > 25_000) break;
    }
    expect(shares.size).toBeLessThan(25_000);
    expect(shares.join("waiting 0", 1)).toBe(2);
  });
});

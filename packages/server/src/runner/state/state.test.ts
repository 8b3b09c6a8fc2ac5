import { expect, it } from "vitest";
import { SessionState } from "./state.ts";

it("makes a value once for each session and gives copies", () => {
  const state = new SessionState();
  let made = 0;
  const make = (): unknown => ({ count: ++made });
  const first = state.read("a", 1, make) as { count: number };
  first.count = 99;
  expect(state.read("a", 1, make)).toEqual({ count: 1 });
  expect(state.read("b", 1, make)).toEqual({ count: 2 });
});

it("keeps a copy of the last write", () => {
  const state = new SessionState();
  const list = [1];
  state.write("a", 1, list);
  list.push(2);
  expect(state.read("a", 1, () => null)).toEqual([1]);
  state.write("a", 1, "later");
  expect(state.read("a", 1, () => null)).toBe("later");
});

it("refuses what cannot be copied and keeps what was there", () => {
  const state = new SessionState();
  state.write("a", 1, "kept");
  expect(() => state.write("a", 1, { fn: () => 1 })).toThrow(/could not be cloned\. A State keeps a copy: of texts/);
  expect(() => state.write("a", 1, Promise.resolve())).toThrow(/^a promise could not be cloned\. A State keeps/);
  expect(state.read("a", 1, () => null)).toBe("kept");
});

it("forgets sessions", () => {
  const state = new SessionState();
  state.write("a", 1, 1);
  state.write("b", 1, 1);
  state.forget(["a"]);
  expect(state.size).toBe(1);
  expect(state.read("a", 1, () => "new")).toBe("new");
});

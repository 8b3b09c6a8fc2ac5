import { expect, test } from "vitest";
import type { Call } from "../../calls/call.ts";
import { IdempotencyKeys } from "./idempotency-keys.ts";

function made() {
  const kept = new Map<string, Call>();
  const keys = new IdempotencyKeys(100, (id) => kept.get(id));
  const keep = (caller: string, key: string, state: Call["state"]): void => {
    kept.set(`${caller} ${key}`, { state } as Call);
    keys.keep(caller, key, { fingerprint: "f", id: `${caller} ${key}` });
  };
  return { kept, keys, keep };
}

test("a caller's open keys keep nobody else's out, and its own ended ones make room", () => {
  const { keys, keep } = made();
  for (let n = 0; n < 10; n += 1) {
    expect(keys.look("a", `${n}`, "f")).toEqual({ is: "new" });
    keep("a", `${n}`, n === 3 ? "ended" : "running");
  }
  expect(keys.look("a", "new", "f")).toEqual({ is: "new" });
  keep("a", "new", "running");
  expect(keys.look("a", "another", "f")).toEqual({ is: "full" });
  expect(keys.look("a", "0", "f")).toMatchObject({ is: "known" });
  expect(keys.look("b", "0", "f")).toEqual({ is: "new" });
});

test("a key holds no call that is forgotten, whatever stands before it, and is free again", () => {
  const { kept, keys, keep } = made();
  keep("a", "open", "running");
  keep("a", "gone", "ended");
  kept.delete("a gone");
  expect(keys.look("a", "gone", "other")).toEqual({ is: "new" });
  expect(keys.look("a", "open", "f")).toMatchObject({ is: "known" });
});

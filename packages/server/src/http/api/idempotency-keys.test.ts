import { expect, test } from "vitest";
import type { Call } from "../../gateway/call.ts";
import { IdempotencyKeys } from "./idempotency-keys.ts";

const call = (state: Call["state"]): Call => ({ state }) as Call;

test("a caller's open keys keep nobody else's out, and its own ended ones make room", () => {
  const keys = new IdempotencyKeys(100, () => true);
  for (let n = 0; n < 10; n += 1) {
    expect(keys.look("a", `${n}`, "f")).toEqual({ is: "new" });
    keys.keep("a", `${n}`, { fingerprint: "f", call: call(n === 3 ? "ended" : "running") });
  }
  expect(keys.look("a", "new", "f")).toEqual({ is: "new" });
  keys.keep("a", "new", { fingerprint: "f", call: call("running") });
  expect(keys.look("a", "another", "f")).toEqual({ is: "full" });
  expect(keys.look("a", "0", "f")).toMatchObject({ is: "known" });
  expect(keys.look("b", "0", "f")).toEqual({ is: "new" });
});

import { expect, test } from "vitest";
import { retryDelay } from "./socket.ts";

test("the wait before a try doubles from half a second to eight, half of it by chance", () => {
  expect([1, 2, 3, 4, 5, 9].map((failures) => retryDelay(failures, 1))).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
  expect(retryDelay(5, 0)).toBe(4_000);
});

import { expect, test } from "vitest";
import { addressShare, cookieShare } from "../context/visitor.ts";
import { CountedCallers } from "./counted-callers.ts";

const caller = { user: null, headers: "", query: "", address: "" };
const hour = 3_600_000;

function sharesOf(
  callers: CountedCallers,
  count: number,
  now: number,
  counted: string | null = "203.0.113.7",
): Set<string> {
  const shares = Array.from({ length: count }, (_, index) =>
    callers.of({ share: cookieShare(`${now} ${index}`), counted, caller }, now),
  );
  return new Set(shares.map(({ share }) => share));
}

test("of one address two hundred callers an hour count singly, all later ones are one", () => {
  const callers = new CountedCallers();
  const shares = sharesOf(callers, 1000, 0);
  expect(shares.size).toBe(201);
  expect(shares.has(addressShare("203.0.113.7"))).toBe(true);
  expect(sharesOf(callers, 1000, 1, "203.0.113.8").size).toBe(201);
  expect(sharesOf(callers, 300, hour - 1).size).toBe(1);
  expect(sharesOf(callers, 300, hour + 1).size).toBe(201);
});

test("who calls again stays a caller, and one who came too late becomes one when there is room", () => {
  const callers = new CountedCallers();
  sharesOf(callers, 200, 0);
  const first = { share: cookieShare("0 0"), counted: "203.0.113.7", caller };
  const late = { ...first, share: cookieShare("late") };
  expect(callers.of(first, hour - 1).share).toBe(first.share);
  expect(callers.of(late, hour - 1).share).toBe(addressShare("203.0.113.7"));
  expect(callers.of(late, hour + 1).share).toBe(late.share);
  expect(callers.of(first, hour + 1).share).toBe(first.share);
});

test("where the address tells nobody apart, and for users and those whom the app names, nothing is counted", () => {
  const callers = new CountedCallers();
  expect(sharesOf(callers, 1000, 0, null).size).toBe(1000);
  for (const share of ["user ann", "named blue"]) {
    expect(callers.of({ share, counted: "203.0.113.7", caller }, 0)).toEqual({
      share,
      address: "203.0.113.7",
      anonymous: false,
    });
  }
  expect(callers.size).toBe(0);
});

test("what is remembered is bounded, and forgotten after an hour", () => {
  const callers = new CountedCallers();
  for (let index = 0; index < 1000; index += 1) sharesOf(callers, 200, index, `address ${index}`);
  expect(callers.size).toBe(100_000);
  callers.sweep(hour + 2000);
  expect(callers.size).toBe(0);
});

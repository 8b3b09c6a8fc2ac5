import { expect, it } from "vitest";
import { AddressCount } from "./address-count.ts";

it("counts what each address has open, and nothing where an address tells nobody apart", () => {
  const count = new AddressCount(2);
  expect([count.open("a"), count.open("a"), count.open("a"), count.open("b")]).toEqual([true, true, false, true]);
  count.close("a");
  expect(count.open("a")).toBe(true);
  expect(Array.from({ length: 5 }, () => count.open(null))).not.toContain(false);
  const free = new AddressCount(null);
  expect(Array.from({ length: 5 }, () => free.open("a"))).not.toContain(false);
});

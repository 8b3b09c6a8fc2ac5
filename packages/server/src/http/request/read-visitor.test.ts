import { expect, test } from "vitest";
import { CallerCookie } from "./caller-cookie.ts";
import { visitorOf, type VisitorFacts } from "./read-visitor.ts";

const callers = new CallerCookie({ name: "vitrine_1", key: "secret", path: "/" });
const cookieOf = (caller: string): string => callers.print(caller, { secure: false, framed: false }).split(";")[0]!;
const share = (facts: Partial<VisitorFacts>): string =>
  visitorOf(
    { cookie: null, headers: "", query: "", address: "192.0.2.1", counted: null, identity: null, ...facts },
    callers,
  ).share;

test("whose share a call takes: the user, else the signed cookie, else the address, of IPv6 its /64", () => {
  const identity = { user: "ann", login: "1" };
  expect(share({ identity, cookie: cookieOf("a") })).toBe(share({ identity, address: "192.0.2.2" }));
  expect(share({ cookie: cookieOf("a") })).toBe(share({ cookie: `other=1; ${cookieOf("a")}`, address: "192.0.2.2" }));
  expect(share({ cookie: cookieOf("a") })).not.toBe(share({ cookie: cookieOf("b") }));
  expect(share({ address: "2001:db8::1" })).toBe(share({ address: "2001:db8::ffff:2" }));
  expect(share({ address: "2001:db8::1" })).not.toBe(share({ address: "2001:db8:0:1::1" }));
});

test("a cookie that we did not sign counts for nothing, and no name of one kind meets one of another", () => {
  const forged = `vitrine_1=a.${"0".repeat(64)}`;
  expect(share({ cookie: forged })).toBe(share({}));
  const names = [
    share({ cookie: cookieOf("x") }),
    share({ identity: { user: "x", login: "1" } }),
    share({ address: "x" }),
  ];
  expect(new Set(names).size).toBe(3);
});

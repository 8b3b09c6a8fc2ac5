import { expect, test } from "vitest";
import { monitorAccess } from "./access.ts";

const everyone = { users: null };
const named = { users: ["ann"] };

test.each([
  // without a login
  [everyone, { here: true, user: null }, "change"],
  [everyone, { here: false, user: null }, "nothing"],
  // with one
  [everyone, { here: false, user: "bob" }, "look"],
  [everyone, { here: true, user: "bob" }, "change"],
  [named, { here: false, user: "ann" }, "change"],
  [named, { here: true, user: "bob" }, "nothing"],
  [named, { here: true, user: null }, "nothing"],
])("%j lets %j do: %s", (rules, asker, access) => {
  expect(monitorAccess(asker, rules)).toBe(access);
});

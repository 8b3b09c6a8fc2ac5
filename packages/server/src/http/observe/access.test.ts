import { expect, test } from "vitest";
import { monitorAccess } from "./access.ts";

const everyone = { users: null };
const named = { users: ["ann"] };

test.each([
  // without a login
  [everyone, { here: true, user: null, isOperator: false }, "look"],
  [everyone, { here: true, user: null, isOperator: true }, "change"],
  [everyone, { here: false, user: null, isOperator: true }, "nothing"],
  // with one
  [everyone, { here: false, user: "bob", isOperator: false }, "look"],
  [everyone, { here: true, user: "bob", isOperator: false }, "look"],
  [everyone, { here: false, user: "bob", isOperator: true }, "change"],
  [named, { here: false, user: "ann", isOperator: false }, "change"],
  [named, { here: true, user: "bob", isOperator: true }, "nothing"],
  [named, { here: true, user: null, isOperator: true }, "nothing"],
])("%j lets %j do: %s", (rules, asker, access) => {
  expect(monitorAccess(asker, rules)).toBe(access);
});

import { expect, it } from "vitest";
import { groupOf, resolveGroups, type GroupMember } from "./groups.ts";

function member(id: number, concurrencyLimit?: number | null | "default", concurrencyId?: string): GroupMember {
  return { id, concurrencyId, concurrencyLimit };
}

it("gives each function a group of its own, with its limit or the default", () => {
  expect(resolveGroups([member(1), member(2, 5), member(3, null), member(4, "default")], 2)).toEqual({
    "function 1": 2,
    "function 2": 5,
    "function 3": null,
    "function 4": 2,
  });
});

it("shares the lowest written limit among functions of one id", () => {
  const members = [member(1, 5, "gpu"), member(2, 3, "gpu"), member(3, undefined, "gpu"), member(4, null, "gpu")];
  expect(resolveGroups(members, 1)).toEqual({ "shared gpu": 3 });
});

it("takes the default where nobody wrote a limit, and none where only null was written", () => {
  expect(resolveGroups([member(1, undefined, "gpu"), member(2, "default", "gpu")], 4)).toEqual({ "shared gpu": 4 });
  expect(resolveGroups([member(1, null, "gpu"), member(2, undefined, "gpu")], 4)).toEqual({ "shared gpu": null });
  expect(resolveGroups([member(1, undefined, "gpu")], null)).toEqual({ "shared gpu": null });
});

it("never takes an author's id for a function's own group", () => {
  expect(groupOf({ id: 1, concurrencyId: "function 1" })).not.toBe(groupOf({ id: 1, concurrencyId: undefined }));
});

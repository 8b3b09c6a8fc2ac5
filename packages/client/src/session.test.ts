import { expect, test } from "vitest";
import { openSession } from "./session.ts";

function storage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

test("a tab keeps its id over a reload and has a new secret of the load", () => {
  const tab = storage();
  const first = openSession(tab, "s");
  const second = openSession(tab, "s");
  expect(first.id).toMatch(/^[0-9a-f]{32}$/);
  expect(second.id).toBe(first.id);
  expect(second.load).not.toBe(first.load);
  second.keep("f".repeat(32));
  expect(openSession(tab, "s").id).toBe("f".repeat(32));
});

test("what is no id is not used as one", () => {
  const tab = storage();
  tab.kept.set("s", "<script>");
  expect(openSession(tab, "s").id).toMatch(/^[0-9a-f]{32}$/);
});

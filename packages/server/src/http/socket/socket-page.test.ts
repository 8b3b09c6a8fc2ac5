import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

/** The messages of a union type, and the fields of each, by the source. */
function declared(): Map<string, string[]> {
  const source = read("../../../../protocol/src/messages.ts").replaceAll(/\/\*\*.*?\*\//gs, "");
  const found = [...source.matchAll(/\{\s*readonly msg: "(\w+)"([^}]*)\}/g)];
  return new Map(
    found.map(([, name, rest]) => [name!, [...rest!.matchAll(/readonly (\w+)\??:/g)].map(([, field]) => field!)]),
  );
}

test("the page about the socket has every message with its fields, and no other", () => {
  const page = read("../../../../../docs/socket-protocol.md");
  const rows = [...page.matchAll(/^\| `(\w+)`\s*\|([^|]*)\|/gm)].filter(([, name]) => name !== "msg");
  const told = new Map(
    rows.map(([, name, fields]) => [name!, [...fields!.matchAll(/`(\w+)`/g)].map(([, field]) => field!)]),
  );
  const types = declared();
  expect(types.size).toBeGreaterThan(12);
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(types));
});

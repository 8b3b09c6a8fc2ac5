import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ManualClock } from "../clock/manual-clock.ts";
import { FileStore } from "./store.ts";

const block = 4096;

test("a full store makes room of who has much, however many have little that is older", () => {
  const folder = mkdtempSync(join(tmpdir(), "store-room-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const shares = { ofHolder: 1e9, countOfHolder: 10_000, ofAddress: 1e9 };
  let ids = 0;
  const randomId = () => `id${(ids += 1)}`;
  const store = new FileStore({ folder, quota: 1_500 * block, shares, clock: new ManualClock(), randomId });
  const upload = (holder: string) => {
    const file = store.begin({ holder, address: null });
    file.write(new TextEncoder().encode(`${holder} ${ids}`.padEnd(block)));
    return file.finish("a.txt", "text/plain").ref;
  };
  const little = Array.from({ length: 1_100 }, (_, n) => upload(`little ${n}`));
  const much = Array.from({ length: 400 }, () => upload("much"));
  upload("new");
  expect(store.find(much[0]!)).toBeUndefined();
  expect(store.find(much[1]!)).toBeDefined();
  expect(little.filter((reference) => store.find(reference) === undefined)).toEqual([]);
});

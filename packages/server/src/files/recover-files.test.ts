import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { ManualClock } from "../clock/manual-clock.ts";
import { randomId } from "../serve/test-gateway.ts";
import { writeContent } from "./file-content.ts";
import { FileIndex } from "./file-index.ts";
import { recoverFiles } from "./recover-files.ts";
import { FileStore } from "./store.ts";
import type { StoredFile } from "./stored-file.ts";

const shares = { ofHolder: 1e9, countOfHolder: 100, ofAddress: 1e9 };

function made(quota = 100_000) {
  const folder = mkdtempSync(join(tmpdir(), "recover-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const index = new FileIndex();
  const clock = new ManualClock();
  const open = (): FileStore =>
    new FileStore({ folder, quota, shares, clock, randomId, onChange: (change) => index.take(change) });
  return { folder, index, clock, open };
}

function put(store: FileStore, text: string, holder = "a"): StoredFile {
  const upload = store.begin({ holder, address: null });
  upload.write(Buffer.from(text));
  return upload.finish("a.txt", "text/plain");
}

it("the next store knows the files under their references, whose they are, and what they take", () => {
  const { folder, index, open } = made();
  const first = open();
  const big = "x".repeat(40_000);
  const [mine, twin, gone] = [put(first, big), put(first, big, "b"), put(first, "gone")];
  first.give([mine.ref], "ann");
  rmSync(gone.location);
  const second = open();
  recoverFiles(second, folder, index.all(), (ref) => index.take({ is: "dropped", ref }));
  expect(second.findFor(mine.ref, "ann")).toEqual(mine);
  expect(second.findFor(mine.ref, "bob")).toBeUndefined();
  expect(second.find(twin.ref)).toEqual(twin);
  expect(second.find(gone.ref)).toBeUndefined();
  // They count: another file of this size has room only once they have left.
  second.hold([mine.ref]);
  second.hold([put(second, "y".repeat(45_000)).ref]);
  expect(() => put(second, "z".repeat(30_000), "b")).toThrow(/full/);
  second.letGo([mine.ref]);
  put(second, "z".repeat(30_000), "b");
  expect(existsSync(mine.location)).toBe(false);
  expect(index.all().map(({ file }) => file.size)).toEqual([45_000, 30_000]);
});

it("what nobody knows is removed; what a function is writing stays", () => {
  const { folder, index, open } = made();
  put(open(), "known");
  open().begin({ holder: "a", address: null }).write(Buffer.from("half an upl"));
  writeFileSync(join(folder, "0".repeat(64)), "of a call that was lost");
  writeFileSync(join(folder, ".writing-1"), "now");
  const store = open();
  recoverFiles(store, folder, index.all(), (ref) => index.take({ is: "dropped", ref }));
  expect(readdirSync(folder).toSorted()).toEqual([".writing-1", index.all()[0]!.file.hash]);
});

it("a folder that was removed is made anew, for its owner alone, and its files are known no more", async () => {
  const { folder, index, open } = made();
  const store = open();
  const lost = put(store, "x".repeat(45_000));
  store.hold([lost.ref]);
  rmSync(folder, { recursive: true });
  const upload = store.begin({ holder: "a", address: null });
  upload.write(Buffer.from("new"));
  const kept = upload.finish("b.txt", "text/plain");
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  store.sweep();
  expect(index.all().map(({ file }) => file.ref)).toEqual([kept.ref]);
  put(store, "y".repeat(45_000));
  rmSync(folder, { recursive: true });
  const written = await writeContent({ bytes: Buffer.from("a result") }, folder, "1");
  expect(existsSync(written.location)).toBe(true);
  rmSync(folder, { recursive: true });
  await expect(writeContent({ path: written.location }, folder, "2")).rejects.toThrow("ENOENT");
});

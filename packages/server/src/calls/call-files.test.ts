import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { FileStore } from "../files/store.ts";
import type { StoredFile } from "../files/stored-file.ts";
import { ManualClock } from "../clock/manual-clock.ts";
import { writeContent } from "../files/file-content.ts";
import { adoptFiles } from "./call-files.ts";
import { randomId } from "../serve/test-gateway.ts";

const kilo = 10_000;
const shares = { ofHolder: 1e9, countOfHolder: 100, ofAddress: 1e9 };

function made(quota: number) {
  const folder = mkdtempSync(join(tmpdir(), "call-files-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = new FileStore({ folder, quota, shares, clock: new ManualClock(), randomId });
  const write = async (letter: string): Promise<StoredFile> => {
    const { head: _head, ...written } = await writeContent(
      { bytes: Buffer.from(letter.repeat(kilo)) },
      folder,
      randomId(),
    );
    return { ...written, ref: `${randomId()}/${letter}.txt`, name: `${letter}.txt`, type: "text/plain" };
  };
  const upload = (letter: string, holder: string): StoredFile => {
    const one = store.begin({ holder, address: null });
    one.write(Buffer.from(letter.repeat(kilo)));
    return one.finish(`${letter}.txt`, "text/plain");
  };
  return { store, write, upload };
}

test("the files of one result stay together where the store is full: what others uploaded makes room", async () => {
  const { store, write, upload } = made(3 * kilo);
  const old = upload("a", "ann");
  const result = [await write("c"), await write("d"), await write("e")];
  adoptFiles(store, result, undefined);
  expect(store.find(old.ref)).toBeUndefined();
  expect(result.map(({ ref }) => store.find(ref))).toEqual(result);
});

test("uploads that nobody uses make room also where results that are shown fill most of the store", async () => {
  const { store, write, upload } = made(10 * kilo);
  const shown = await Promise.all(["a", "b", "c", "d", "e", "f"].map(write));
  adoptFiles(store, shown, undefined);
  store.hold(shown.map(({ ref }) => ref));
  const [oldest] = ["g", "h", "i", "j"].map((letter, index) => upload(letter, index % 2 === 0 ? "ann" : "bob"));
  const fresh = upload("k", "cat");
  expect(store.find(oldest!.ref)).toBeUndefined();
  expect(store.find(fresh.ref)).toEqual(fresh);
});

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { makeFilesFolder } from "./files-folder.ts";

it("removes what apps left whose process is gone, and nothing else", async () => {
  const parent = mkdtempSync(join(tmpdir(), "folders-test-"));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const own = await makeFilesFolder(parent);
  own.leave();
  const [, pid, start, place] = basename(own.path).split("-");
  const { pid: ended } = spawnSync(process.execPath, ["--version"]);
  const there = (name: string, ageMs = 0): string => {
    const path = join(parent, name);
    mkdirSync(path);
    writeFileSync(join(path, "private.txt"), "a visitor's");
    const then = new Date(Date.now() - ageMs);
    utimesSync(path, then, then);
    return name;
  };
  const hour = 3_600_000;
  const stay = [
    basename(own.path),
    there(`vitrine-${pid}-${start}-${place}-another`.slice(0, -1)),
    there(`vitrine-${ended}-1-00000000-abcdef`, 0.9 * hour),
    there("vitrine-abcdef", 100 * hour),
    there(`vitrine-${ended}-1-${place}`, 100 * hour),
    there(`my-vitrine-${ended}-1-${place}-abcdef`, 100 * hour),
  ];
  there(`vitrine-${ended}-1-${place}-abcdef`);
  // The number of a process of ours, which began at another time.
  there(`vitrine-${process.pid}-1-${place}-abcdef`);
  there(`vitrine-${ended}-1-00000000-ghijkl`, 1.1 * hour);
  const next = await makeFilesFolder(parent);
  next.leave();
  expect(readdirSync(parent).toSorted()).toEqual([...stay, basename(next.path)].toSorted());
});

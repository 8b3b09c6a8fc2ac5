import { expect, test } from "vitest";
import { acceptAttribute, acceptFiles, describeRules, type Candidate, type FileRules } from "./accept-files.ts";

const anything: FileRules = { types: null, maxSize: null, room: 10, maxCount: 10 };
const file = (name: string, type = "", size = 100): Candidate => ({ name, type, size });

const fits = (types: readonly string[], given: Candidate): boolean =>
  acceptFiles([given], { ...anything, types }).taken.length === 1;

test("families, endings and media types let through what they name", () => {
  expect(fits([".csv"], file("A.CSV"))).toBe(true);
  expect(fits([".csv"], file("a.csv.exe"))).toBe(false);
  expect(fits(["image"], file("a.png", "image/png"))).toBe(true);
  expect(fits(["image"], file("a.png", "text/plain"))).toBe(false);
  expect(fits(["audio/*"], file("a.mp3", "audio/mpeg"))).toBe(true);
  expect(fits(["application/json", ".csv"], file("a.json", "application/json"))).toBe(true);
  expect(fits(["file"], file("whatever"))).toBe(true);
  expect(fits([], file("whatever"))).toBe(true);
});

test("what is refused is named, with the limit and what to do, and the rest is taken", () => {
  const rules = { types: [".csv", "image"], maxSize: 2048, room: 1, maxCount: 3 };
  const large = acceptFiles([file("big.csv", "", 4096), file("a.csv")], rules);
  expect(large.taken.map(({ name }) => name)).toEqual(["a.csv"]);
  expect(large.problem).toBe("“big.csv” is too large: 4 KB, at most 2 KB may be given. Choose a smaller file.");
  expect(acceptFiles([file("a.exe")], rules).problem).toBe("“a.exe” is of the wrong type. Choose CSV or a picture.");
  const many = acceptFiles([file("a.csv"), file("b.csv"), file("c.exe"), file("d.exe")], rules);
  expect(many.taken.map(({ name }) => name)).toEqual(["a.csv"]);
  expect(many.problem).toMatch(/c\.exe.* 2 more were refused\.$/);
  expect(acceptFiles([file("b.csv")], { ...rules, room: 0 }).problem).toMatch(/at most 3 files/);
});

test("a size that reads like the limit is still told apart from it", () => {
  const { problem } = acceptFiles([file("a", "", 1025)], { ...anything, maxSize: 1024 });
  expect(problem).toMatch(/a little more than the limit, at most 1 KB/);
});

test("the picker and the line under the zone say the same", () => {
  expect(acceptAttribute(["image", ".csv", "application/json"])).toBe("image/*,.csv,application/json");
  expect(acceptAttribute(["file"])).toBeUndefined();
  expect(describeRules([".csv", ".json"], 20 * 1024 * 1024)).toBe("CSV or JSON, up to 20 MB");
  expect(describeRules(null, null)).toBe("");
});

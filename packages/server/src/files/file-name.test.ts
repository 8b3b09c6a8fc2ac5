import { expect, test } from "vitest";
import { growthOf, mostGrowth } from "../base/test-growth.ts";
import { cleanFileName } from "./file-name.ts";

test.each([
  ["photo.png", "photo.png"],
  ["Ünïcode 文件.txt", "Ünïcode 文件.txt"],
  ["../../evil.js", "evil.js"],
  [String.raw`C:\Users\ada\evil.js`, "evil.js"],
  ["", "file"],
  ["..", "file"],
  ["/", "file"],
  [".htaccess", ".htaccess"],
  [".env", ".env"],
  ["../.env", ".env"],
  ["...", "file"],
  [" . . ", "file"],
  [".\u200D.", "file"],
  ["..a", "..a"],
  ["a. . ", "a"],
  ["\u200B\u2060", "file"],
  ["می\u200Cخواهم.txt", "می\u200Cخواهم.txt"],
  ["👩\u200D👩\u200D👧.png", "👩\u200D👩\u200D👧.png"],
  ["\uFEFFa\u061C\u2066b\u2069.txt", "ab.txt"],
  ["CON", "_CON"],
  ["com1.txt", "_com1.txt"],
  ["console.log", "console.log"],
  ["a\u0000b\r\nc.txt", "abc.txt"],
  ["gnp\u202Egpj.exe", "gnpgpj.exe"],
  ['<img src="x">.svg', "img src=x.svg"],
  ["half\ud800.txt", "half.txt"],
])("%j is stored as %j", (given, stored) => {
  expect(cleanFileName(given)).toBe(stored);
});

test("a long name keeps its ending within 200 bytes", () => {
  const name = cleanFileName(`${"ü".repeat(4_000)}.png`);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
  expect(name).toMatch(/^ü+\.png$/);
});

test("a name is cut at blanks and dots without a rest of them", () => {
  expect(cleanFileName(`${"a".repeat(199)} ${"b".repeat(99)}`)).toBe("a".repeat(199));
});

test.each([" ", ".", ". ", "a", "😀", "\u200D", "\ud800", "/", "\\", "\0", "con."])(
  "the work for a name of many %j does not grow with the square of it",
  async (piece) => {
    const name = (size: number): string => `x${piece.repeat(size)}x${piece.repeat(size)}.png`;
    expect(await growthOf(cleanFileName, name)).toBeLessThan(mostGrowth);
    expect(Buffer.byteLength(cleanFileName(name(1_000_000)))).toBeLessThanOrEqual(200);
  },
);

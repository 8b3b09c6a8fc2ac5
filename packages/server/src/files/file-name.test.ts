import { expect, test } from "vitest";
import { cleanFileName } from "./file-name.ts";

test.each([
  ["photo.png", "photo.png"],
  ["Ünïcode 文件.txt", "Ünïcode 文件.txt"],
  ["../../evil.js", "evil.js"],
  [String.raw`C:\Users\ada\evil.js`, "evil.js"],
  ["", "file"],
  ["..", "file"],
  ["/", "file"],
  [".htaccess", "htaccess"],
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

import { expect, test } from "vitest";
import { formatBytes } from "./format-bytes.ts";

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [640, "640 bytes"],
  [1000, "1 KB"],
  [1_468_006, "1.4 MB"],
  [20 * 1024 * 1024, "20 MB"],
  [1023 * 1024, "1 MB"],
  [146_800_640, "140 MB"],
  [3 * 1024 ** 4, "3 TB"],
  [5000 * 1024 ** 4, "5000 TB"],
])("%d bytes read as %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

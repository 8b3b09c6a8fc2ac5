import { expect, test } from "vitest";
import { growthOf, mostGrowth } from "../../../server/src/base/test-growth.ts";
import { readMarkdown } from "../view-parts/text/markdown-reader.ts";

const elements = new Set(["a", "b", "div", "p", "pre", "title"]);
const read = (text: string): unknown => readMarkdown(text, { lineBreaks: true }, (name) => elements.has(name));
const many = (piece: string) => (size: number) => piece.repeat(Math.ceil(size / piece.length));

test.each<[string, (size: number) => string]>([
  ["blanks", (size) => `a${" ".repeat(size)}b`],
  ["tabs", (size) => `a${"\t".repeat(size)}b`],
  ["brackets", many("[")],
  ["pictures", many("![")],
  ["links that do not end", many("[a](<b")],
  ["quotes", many(">")],
  ["stars", many("**a ")],
  ["stars and lines", many("*a_ ")],
  ["tildes", many("~~a")],
  ["ticks", (size) => Array.from({ length: Math.sqrt(2 * size) }, (_, count) => "`".repeat(count)).join(" ")],
  ["tags that do not end", many("<a ")],
  ["words in angle brackets", many("<name> ")],
  ["attributes", (size) => `<a ${many("b=")(size)}>`],
  ["comments that do not end", many("<!--")],
  ["references", (size) => Array.from({ length: size / 12 }, (_, index) => `[a${index}]: /x`).join("\n")],
  ["a table", (size) => `${many("|a")(size / 4)}\n${many("|-")(size / 4)}\n${many("|b")(size / 4)}`],
  [
    "rows of a wide table",
    (size) => `${many("|a")(Math.sqrt(size))}\n${many("|-")(Math.sqrt(size))}\n${many("a\n")(size / 4)}`,
  ],
  ["addresses", many("https://a *b* ")],
  ["addresses without a scheme", many("www.a.")],
  ["mail", many("a@b. ")],
  ["dots before an at", (size) => `${many("a.")(size)}@b`],
  ["items", many("- a\n")],
  ["escapes", many("\\")],
  ["entities", many("&a")],
  ["lines through", (size) => `${many("a\n")(size)}===`],
])(
  "the work for %s does not grow with the square of them",
  async (_, make) => {
    expect(await growthOf(read, make, [2_000, 20_000])).toBeLessThan(mostGrowth);
  },
  30_000,
);

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run.mjs";

/**
 * The code blocks of README and `docs/`: their page and line, their language, their code and the words behind the
 * language. A block of `ts` without a word is a whole script that anyone can save and run; a `caller` is a whole script
 * that calls an app at http://127.0.0.1:7860: the page's own first one, README's where it has none; a `fragment` is
 * neither and only to be read.
 */
export function docBlocks() {
  return docPages().flatMap(({ page, text }) =>
    [...text.matchAll(/^```(\w+)(?: (.*))?\n([^]*?)^```$/gm)].map(({ 1: language, 2: word, 3: code, index }) => {
      const line = text.slice(0, index).split("\n").length;
      return { page, line, language, word: word ?? null, code, file: `${page.replace(/\W+/g, "-")}-${line}` };
    }),
  );
}

/** The pages of the documentation with their texts. */
export function docPages() {
  const names = readdirSync(join(root, "docs"), { recursive: true }).filter((name) => name.endsWith(".md"));
  const pages = ["README.md", ...names.map((name) => join("docs", name)).toSorted()];
  return pages.map((page) => ({ page, text: readFileSync(join(root, page), "utf8") }));
}

/** The script that a page's callers call. */
export function appOfCallers(blocks, page) {
  return blocks.find((block) => block.page === page && isScript(block)) ?? blocks.find(isScript);
}

function isScript({ language, word }) {
  return language === "ts" && word === null;
}

import { describe, expect, test } from "vitest";
import { renderMarkdown } from "./render-markdown.ts";

/** The words that a reader sees. */
function wordsOf(text: string, literal = false): string {
  const holder = document.createElement("div");
  holder.innerHTML = renderMarkdown(text, { lineBreaks: true, literal });
  document.body.append(holder);
  const words = holder.innerText.trim();
  holder.remove();
  return words;
}

describe("words in angle brackets", () => {
  test.each([
    "<name>",
    "before\n<name>\nafter",
    "vector<int> v;",
    "std::map<Key, List<Value>>",
    "<think>plan</think> answer",
    "<I am a text>",
    "<b of c>",
    "a < b > c",
    "<my-name> and </my-name>",
    "cp <path> <image> <set>",
    "<?php echo 1; ?>",
    "<!DOCTYPE html>",
    "<!-- never ends",
    "put <title> in the head",
    "<title>\nalone",
    "a <script> without its end",
    "<svg and <svg> no drawing",
    "Array<T>\n<T>\nT",
  ])("%j stay", (text) => {
    expect(wordsOf(text)).toBe(text);
    expect(wordsOf(text, true)).toBe(text);
  });

  test.each([
    ["<b>bold</b>", "bold"],
    ["a<br>b", "a\nb"],
    ["<details open><summary>more</summary>text</details>", "more\ntext"],
    ["<!-- hidden -->shown", "shown"],
    ["`<name>`", "<name>"],
    ["<div>\na <name> in a block\n</div>", "a <name> in a block"],
    ["<think>\nplan **b**\n\n</think>\nanswer", "<think>\nplan b\n\n</think>\nanswer"],
    ["<https://example.com/a>", "https://example.com/a"],
  ])("%j is read as %j", (text, words) => {
    expect(wordsOf(text)).toBe(words);
  });

  test("a drawing keeps its elements", () => {
    const html = renderMarkdown('<svg viewBox="0 0 9 9"><path d="M0 0L9 9"/><circle r="3"/></svg> <path>', {
      lineBreaks: false,
    });
    expect(html).toContain("<circle");
    expect(html).toContain("&lt;path&gt;");
  });

  test("where tags are words, nothing is HTML", () => {
    expect(wordsOf("<b>bold</b> **strong** <img src=x>", true)).toBe("<b>bold</b> strong <img src=x>");
  });
});

test("GitHub's Markdown: tables, boxes, lines through, addresses", () => {
  const html = renderMarkdown(
    "| a | b |\n|--:|:-:|\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\n~~gone~~ https://example.com/a, www.example.com/b?c. me@example.com file.name",
    { lineBreaks: false },
  );
  expect(html).toContain('<td align="right">1</td>');
  expect(html).toContain("☑ done");
  expect(html).toContain("☐ open");
  expect(html).toContain("<s>gone</s>");
  const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address);
  expect(links).toEqual(["https://example.com/a", "http://www.example.com/b?c", "mailto:me@example.com"]);
});

test("links to other hosts open beside the page, whatever element they are", () => {
  const links = `<a href="https://example.com">a</a> <a href="//example.com/b">b</a> <a href="here">c</a>
<map><area href="https://example.com" alt="d"><area href="/there" alt="e"></map>
<svg><a href="https://example.com"><text>f</text></a><a xlink:href="https://example.com"><text>g</text></a><a href="#h"><text>h</text></a></svg>`;
  const holder = document.createElement("div");
  holder.innerHTML = renderMarkdown(links, { lineBreaks: false });
  const found = [...holder.querySelectorAll("a, area")].map((link) => [
    link.textContent || link.getAttribute("alt"),
    link.getAttribute("target"),
    link.getAttribute("rel"),
  ]);
  const away = ["_blank", "noopener noreferrer"];
  const stays = [null, null];
  expect(found).toEqual([
    ["a", ...away],
    ["b", ...away],
    ["c", ...stays],
    ["d", ...away],
    ["e", ...stays],
    ["f", ...away],
    ["g", ...away],
    ["h", ...stays],
  ]);
});

test.each([
  ["too long", "# ".repeat(150_000)],
  ["too deep", ">".repeat(20_000)],
  ["too deep a list", `${"- ".repeat(1_000)}a`],
])("what is %s is shown as it is written", (_, text) => {
  const html = renderMarkdown(text, { lineBreaks: false });
  expect(html.startsWith("<pre")).toBe(true);
  expect(html.replaceAll("&gt;", ">")).toContain(text);
});

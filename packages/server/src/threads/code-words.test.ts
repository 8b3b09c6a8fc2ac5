import { expect, it } from "vitest";
import { codeWords } from "./code-words.ts";

it.each([
  ["the name of a helper", "() => { const f = __name((n) => n, 'f'); }", "() => { const f = __name2((n) => n, 'f'); }"],
  [
    "that there is a helper",
    "() => { const f = (n) => n; }",
    "() => { const f = /* @__PURE__ */ __name((n) => n, 'f'); }",
  ],
  ["how an import is reached", "(a) => shout(a, where)", "(a) => (0, import_lib2.shout)(a, import_lib2.where)"],
  [
    "how a module is loaded",
    'async () => (await import("x")).y',
    'async () => (await Promise.resolve().then(() => __toESM(require("x")))).y',
  ],
  ["a number behind a name", "(a) => Tool(a)", "(a) => Tool2(a)"],
])("do not tell %s", (_, one, other) => {
  expect(codeWords(other)).toEqual(codeWords(one));
});

it.each([
  ["a text", "() => 'one'", "() => 'two'"],
  ["a sign", "() => 'one!'", "() => 'one?'"],
  ["a number", "() => 1", "() => 2"],
  ["a function that is called", "(a) => up(a)", "(a) => down(a)"],
  ["a word of another script", "() => 'één'", "() => 'één 二'"],
])("tell %s", (_, one, other) => {
  expect(codeWords(other)).not.toEqual(codeWords(one));
});

// What compilers put around imports and names: `(0, import_x.f)(…)`, `Promise.resolve().then(() => __toESM(require("x")))`.
const added = new Set(["0", "void", "import", "meta", "require", "Promise", "resolve", "then"]);

// Of signs those that no compiler puts around an import or a name.
const parts = /[\p{L}\p{N}_$]+|[!?+\-%&|^~<:#\\\p{So}]/gu;

/**
 * The words and signs of a piece of JavaScript, each once and in order, without those that a compiler adds. A script that is
 * compiled while it is loaded may look different in each thread: as a module of another kind, or with another name for the
 * same helper (esbuild's `__name` and `__name2`).
 */
export function codeWords(code: string): readonly string[] {
  const words = new Set<string>();
  for (const [word] of code.matchAll(parts)) {
    const plain = /^\d/.test(word) ? word : withoutNumber(word);
    if (!added.has(plain) && !plain.startsWith("__") && !plain.startsWith("import_")) words.add(plain);
  }
  return [...words].toSorted();
}

function withoutNumber(word: string): string {
  let end = word.length;
  while (end > 1 && word[end - 1]! >= "0" && word[end - 1]! <= "9") end -= 1;
  return word.slice(0, end);
}

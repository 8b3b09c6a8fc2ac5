import { escapeHtml } from "./escape-html.ts";

/** Elements whose content is left out or no HTML: without an end they would take the rest of a text with them. */
const swallowing = new Set(
  "iframe math noembed noframes noscript plaintext script select style svg template textarea title xmp".split(" "),
);
const drawings = new Set(["svg", "math"]);
/** Attributes that are often written without a value. */
const flags = new Set(
  (
    "allowfullscreen alt async autofocus autoplay checked compact controls default defer disabled download hidden inert " +
    "ismap itemscope loop multiple muted nomodule noshade novalidate nowrap open playsinline popover readonly required " +
    "reversed selected"
  ).split(" "),
);
const start = /^<\/?([a-z][a-z0-9-]*)(?=[\s/>]|$)/i;
const openings = /<(?:\/?[a-z][^<>]*>|[?]|![^<-]|!-[^-])/gi;
/** Names of attributes, and what stands behind them. */
const attributes = /=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)|[^\s"'>/=]+/g;
const endings = /<\/([a-z][a-z0-9-]*)/gi;

/**
 * Tells tags from words in angle brackets, in the order in which they stand in one text: `<b>` is a tag, `<name>`,
 * `vector<int>` and `<I am here>` are words.
 */
export class TagReader {
  readonly #ends = new Map<string, number>();
  readonly #lastComment: number;
  readonly #isElement: (name: string) => boolean;
  #drawings = 0;

  /** `isElement` says which names HTML has. */
  constructor(text: string, isElement: (name: string) => boolean) {
    this.#isElement = isElement;
    this.#lastComment = text.lastIndexOf("-->");
    for (const [, word = ""] of text.matchAll(endings)) {
      const name = word.toLowerCase();
      if (swallowing.has(name)) this.#ends.set(name, (this.#ends.get(name) ?? 0) + 1);
    }
  }

  /** One tag: as it is, or its characters where it is none. */
  inline(tag: string): string {
    return tag.startsWith("<!--") || this.#isTag(tag) ? tag : escapeHtml(tag);
  }

  /** A piece of HTML, the words in angle brackets in it as words. */
  block(html: string): string {
    return html.replace(openings, (tag) => this.inline(tag));
  }

  /** Whether a line that begins with these words, at this place of the text, may begin a piece of HTML. */
  mayBegin(words: string, at: number): boolean {
    if (words.startsWith("<!--")) return this.#lastComment > at;
    const name = start.exec(words)?.[1]?.toLowerCase();
    if (name === undefined || !this.#mayBe(name)) return false;
    return !swallowing.has(name) || this.#ends.has(name);
  }

  #isTag(tag: string): boolean {
    const [, word] = start.exec(tag) ?? [];
    if (word === undefined) return false;
    const name = word.toLowerCase();
    if (drawings.has(name)) return this.#isWhole(tag, name) && this.#draw(tag);
    if (this.#drawings > 0) return true;
    return this.#mayBe(name) && !hasWords(tag.slice(tag.indexOf(word) + word.length)) && this.#isWhole(tag, name);
  }

  #mayBe(name: string): boolean {
    return drawings.has(name) || (!name.includes("-") && this.#isElement(name));
  }

  #isWhole(tag: string, name: string): boolean {
    if (!swallowing.has(name)) return true;
    const ends = this.#ends.get(name) ?? 0;
    if (tag.startsWith("</")) this.#ends.set(name, Math.max(0, ends - 1));
    return tag.startsWith("</") || ends > 0;
  }

  #draw(tag: string): true {
    if (tag.startsWith("</")) this.#drawings = Math.max(0, this.#drawings - 1);
    else if (!tag.endsWith("/>")) this.#drawings += 1;
    return true;
  }
}

/** Whether words stand in a tag that are neither attributes with a value nor those that need none. */
function hasWords(inside: string): boolean {
  const found: readonly string[] = inside.match(attributes) ?? [];
  return found.some((piece, index) => {
    if (piece.startsWith("=") || found[index + 1]?.startsWith("=") === true) return false;
    return !flags.has(piece.toLowerCase());
  });
}

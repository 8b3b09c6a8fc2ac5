import MarkdownItReader, { type MarkdownIt, type Token } from "markdown-it";
import { TagReader } from "./tags.ts";

/** How a Markdown is shown. */
export interface MarkdownRules {
  /** Whether a line break in the source is one on the page. */
  readonly lineBreaks: boolean;
  /** The level of heading above it on the page; 2, the name of an output, where left out. */
  readonly below?: 1 | 2;
  /** Whether tags are words like others, as in what a visitor wrote; false where left out. */
  readonly literal?: boolean;
}

// Deeper blocks would be left out.
const deepest = 100;

/**
 * Markdown as HTML, not yet safe; null for what is nested too deep. `isElement` says which names HTML has. Takes time in
 * proportion to the text.
 */
export function readMarkdown(
  text: string,
  { lineBreaks, below = 2, literal = false }: MarkdownRules,
  isElement: (name: string) => boolean,
): string | null {
  const reader = literal ? literalReader : htmlReader;
  const env = { tags: new TagReader(text, isElement) };
  const tokens = reader.parse(text, env);
  if (tokens.some(({ level }) => level >= deepest - 1)) return null;
  tokens.forEach((token, index) => {
    if (token.type.startsWith("heading_")) token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + below)}`;
    if (token.type === "th_open" || token.type === "td_open") nameAlignment(token);
    if (token.type === "inline" && tokens[index - 2]?.type === "list_item_open") showBox(token);
  });
  return reader.renderer.render(tokens, { ...reader.options, breaks: lineBreaks }, env);
}

const htmlReader = makeReader(true);
const literalReader = makeReader(false);

function makeReader(html: boolean): MarkdownIt {
  const reader = new MarkdownItReader({ html, linkify: true, maxNesting: deepest });
  // As on GitHub: addresses, and none of the words with a dot within that may be files.
  reader.linkify.set({ fuzzyLink: false });
  reader.linkify.add("www.", {
    validate: (words, at) =>
      /^[\w-]+\.[\w.-]*[\w](?:[/?#][^\s<>"]*[^\s<>"'.,;:!?)*_~])?/.exec(words.slice(at, at + 2_000))?.[0].length ?? 0,
    normalize(match) {
      match.url = `http://${match.url}`;
    },
  });
  reader.renderer.rules["html_inline"] = (tokens, index, _options, env) => tagsOf(env).inline(tokens[index]!.content);
  reader.renderer.rules["html_block"] = (tokens, index, _options, env) => tagsOf(env).block(tokens[index]!.content);
  if (html) letOnlyHtmlBegin(reader);
  return reader;
}

/** A line that begins with a tag of no HTML begins a paragraph, in which Markdown goes on. */
function letOnlyHtmlBegin(reader: MarkdownIt): void {
  const spare = new MarkdownItReader({ html: true });
  spare.block.ruler.enableOnly("html_block");
  const [readBlock] = spare.block.ruler.getRules("");
  reader.block.ruler.at(
    "html_block",
    (state, line, end, silent) => {
      const words = state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]);
      return tagsOf(state.env).mayBegin(words, state.bMarks[line]!) && readBlock!(state, line, end, silent);
    },
    { alt: ["paragraph", "reference", "blockquote"] },
  );
}

function tagsOf(env: unknown): TagReader {
  return (env as { readonly tags: TagReader }).tags;
}

/** The box of a task: a sign, because a control that does nothing would be one more to step over. */
function showBox(token: Token): void {
  const [first] = token.children ?? [];
  if (first?.type !== "text") return;
  const [box, mark] = /^\[([ xX])\](?=\s)/.exec(first.content) ?? [];
  if (box !== undefined) first.content = (mark === " " ? "☐" : "☑") + first.content.slice(box.length);
}

// The page's policy lets no style in.
function nameAlignment(token: Token): void {
  const align = /text-align:(\w+)/.exec(String(token.attrGet("style")))?.[1];
  if (align !== undefined) token.attrs = [["align", align]];
}

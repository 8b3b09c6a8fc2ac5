import { escapeHtml } from "./escape-html.ts";
import { type MarkdownRules, readMarkdown } from "./markdown-reader.ts";
import { cleanHtml } from "./safe-html.ts";

/** Longer texts are shown as they are: nobody reads so long a page, and each reader's browser would work for seconds. */
const longest = 200_000;

/**
 * Markdown as HTML that is safe to show. Its first level of headings comes next below the one that it stands under. Words
 * in angle brackets that no HTML has are words. What is too long, too deep or cannot be read is shown as it is written.
 */
export function renderMarkdown(text: string, rules: MarkdownRules): string {
  try {
    const html = text.length > longest ? null : readMarkdown(text, rules, isElement);
    return html === null ? asWritten(text) : cleanHtml(html, { keepLook: false });
  } catch {
    return asWritten(text);
  }
}

/** Whether HTML has an element of this name, as this browser knows it. */
function isElement(name: string): boolean {
  return !(document.createElement(name) instanceof HTMLUnknownElement);
}

function asWritten(text: string): string {
  return `<pre tabindex="0">${escapeHtml(text)}</pre>`;
}

import DOMPurify from "dompurify";
import { marked } from "marked";

/** Markdown as HTML that is safe to show: no scripts, no styles, links to other hosts in a tab of their own. */
export function renderMarkdown(text: string): string {
  const html = marked.parse(text, { async: false, gfm: true });
  const fragment = DOMPurify.sanitize(html, {
    FORBID_ATTR: ["style"],
    FORBID_TAGS: ["style", "form"],
    RETURN_DOM_FRAGMENT: true,
  });
  for (const link of fragment.querySelectorAll("a[href]")) {
    if (new URL(link.getAttribute("href") ?? "", document.baseURI).host === location.host) continue;
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener noreferrer");
  }
  // A picture that its author did not describe is decoration.
  for (const picture of fragment.querySelectorAll("img:not([alt])")) picture.setAttribute("alt", "");
  const holder = document.createElement("div");
  holder.append(fragment);
  return holder.innerHTML;
}

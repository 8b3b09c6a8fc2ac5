import DOMPurify from "dompurify";
import { frameBlocks } from "./frame-blocks.ts";

const xlink = "http://www.w3.org/1999/xlink";
const forbiddenTags = ["style", "form", "input", "button", "textarea", "select", "option", "label", "dialog"];

/**
 * HTML without what runs, restyles the page, passes for its controls or leaves it unasked. Relative to this document.
 * With `keepLook` classes stay, and styles of elements as `data-style`, for `HtmlFrame` to set: the page's policy lets no
 * style in that is parsed.
 */
export function cleanHtml(html: string, options: { readonly keepLook: boolean }): string {
  const fragment = DOMPurify.sanitize(renameStyles(html), {
    FORBID_TAGS: forbiddenTags,
    // The page's own classes could lay a picture of its controls over them.
    FORBID_ATTR: ["style", "data-copy", ...(options.keepLook ? [] : ["class", "data-style"])],
    // An id of the page's own must not be taken by a text.
    SANITIZE_NAMED_PROPS: true,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const link of fragment.querySelectorAll("a, area")) markForeign(link);
  // Only some browsers follow these, and none can be told how.
  for (const formula of fragment.querySelectorAll("math, math *")) formula.removeAttribute("href");
  // A picture that its author did not describe is decoration.
  for (const picture of fragment.querySelectorAll("img:not([alt])")) picture.setAttribute("alt", "");
  // What may scroll sideways must be reached by the keyboard.
  for (const block of fragment.querySelectorAll("pre")) block.setAttribute("tabindex", "0");
  if (!options.keepLook) frameBlocks(fragment);
  const holder = document.createElement("div");
  holder.append(fragment);
  return holder.innerHTML;
}

// Before it is parsed: the browser complains of a style that the page's policy does not let in, in any document.
function renameStyles(html: string): string {
  return html.replace(/<[a-z][^<>]*>/gi, (tag) =>
    tag.replace(/"[^"]*"|'[^']*'|\sstyle(?=[\s=])/gi, (part) => (/^\s/.test(part) ? " data-style" : part)),
  );
}

/** A link to another host opens beside the page, which it learns nothing of. Those of SVG may have an older attribute. */
function markForeign(link: Element): void {
  const addresses = [link.getAttribute("href"), link.getAttributeNS(xlink, "href")].filter((one) => one !== null);
  if (addresses.every((address) => hostOf(address) === location.host)) return;
  link.setAttribute("target", "_blank");
  link.setAttribute("rel", "noopener noreferrer");
}

function hostOf(address: string): string | null {
  try {
    return new URL(address, document.baseURI).host;
  } catch {
    return null;
  }
}

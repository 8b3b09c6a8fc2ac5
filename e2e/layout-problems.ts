import type { Page } from "playwright-core";

/** What of the page cannot be seen at its present width, one line each: what lies beside the screen, is cut off by a box around it, or does not fit into its own. */
export function layoutProblems(page: Page): Promise<string[]> {
  return page.evaluate(findProblems);
}

/** Runs in the page, so it holds all that it uses. */
function findProblems(): string[] {
  /* oxlint-disable unicorn/consistent-function-scoping */
  const name = (element: Element): string =>
    [element.tagName.toLowerCase(), element.id && `#${element.id}`, ...element.classList].filter(Boolean).join(".");
  const isWider = (inner: DOMRect, outer: DOMRect, slack = 1): boolean =>
    inner.width > 0 && (inner.right > outer.right + slack || inner.left < outer.left - slack);

  /** The innermost that are wider than the box and do not scroll, for whoever has to mend it. */
  const culprits = (box: Element): string => {
    const out: Element[] = [];
    const walk = (element: Element): void => {
      for (const child of element.children) {
        if (isWider(child.getBoundingClientRect(), box.getBoundingClientRect())) out.push(child);
        if (getComputedStyle(child).overflowX === "visible") walk(child);
      }
    };
    walk(box);
    return out.slice(-2).map(name).join(", ");
  };

  /** What a box cuts off without saying so by an ellipsis. */
  const cutBy = (element: Element, style: CSSStyleDeclaration): string[] => {
    // What is only for the ear.
    if (style.clipPath !== "none") return [];
    const [wide, high] = [element.scrollWidth - element.clientWidth, element.scrollHeight - element.clientHeight];
    const isClipped = (overflow: string): boolean => /^(clip|hidden)$/.test(overflow);
    const isWide = isClipped(style.overflowX) && style.textOverflow !== "ellipsis" && wide > 1;
    return [
      ...(isWide ? [`${name(element)} cuts off ${wide} px of ${culprits(element)}`] : []),
      ...(isClipped(style.overflowY) && high > 1 ? [`${name(element)} cuts off ${high} px at its foot`] : []),
    ];
  };

  /** Words that stand out of the box that they were given. */
  const wordsOut = (element: Element, style: CSSStyleDeclaration): string[] => {
    if (style.display.startsWith("inline") && style.display !== "inline-flex") return [];
    if (style.overflowX !== "visible") return [];
    return [...element.childNodes].flatMap((node) => {
      if (node.nodeType !== Node.TEXT_NODE) return [];
      const range = document.createRange();
      range.selectNodeContents(node);
      // A space at the end of a line may hang out.
      const space = Number.parseFloat(style.fontSize) / 2;
      return isWider(range.getBoundingClientRect(), element.getBoundingClientRect(), space)
        ? [`words of ${name(element)} stand out of it: ${(node.textContent ?? "").slice(0, 40)}`]
        : [];
    });
  };

  // The browser cuts off what is typed into its controls, and lets it be scrolled.
  const boxes = document.body.querySelectorAll(
    ":not(input, textarea, select, option, progress, .shelf, [aria-hidden='true'])",
  );
  const problems = [...boxes].flatMap((element) => {
    const style = getComputedStyle(element);
    return [...cutBy(element, style), ...wordsOut(element, style)];
  });
  const { documentElement: root } = document;
  const over = root.scrollWidth - root.clientWidth;
  return over > 0 ? [`${over} px to scroll sideways: ${culprits(root)}`, ...problems] : problems;
}

import type { Page } from "playwright-core";

/** What of the page cannot be seen at its present width, one line each: what lies beside the screen or is cut off by a box around it. */
export function layoutProblems(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const name = (element: Element): string =>
      [element.tagName.toLowerCase(), element.id && `#${element.id}`, ...element.classList].filter(Boolean).join(".");
    /** The innermost that are wider than the box, for whoever has to mend it. */
    const culprits = (box: Element): string => {
      const { left, right } = box.getBoundingClientRect();
      const out: Element[] = [];
      const walk = (element: Element): void => {
        for (const child of element.children) {
          const rect = child.getBoundingClientRect();
          if (rect.width > 0 && (rect.right > right + 1 || rect.left < left - 1)) out.push(child);
          if (getComputedStyle(child).overflowX === "visible") walk(child);
        }
      };
      walk(box);
      return out.slice(-2).map(name).join(", ");
    };
    const isCut = (style: CSSStyleDeclaration, axis: "X" | "Y"): boolean =>
      /^(clip|hidden)$/.test(style[`overflow${axis}`]) &&
      // What is only for the ear, and what says by an ellipsis that there is more.
      style.clipPath === "none" &&
      !(axis === "X" && style.textOverflow === "ellipsis");
    // The browser cuts off what is typed into its controls, and lets it be scrolled.
    const boxes = document.body.querySelectorAll(
      ":not(input, textarea, select, progress, .shelf, [aria-hidden='true'])",
    );
    const problems = [...boxes].flatMap((element) => {
      const style = getComputedStyle(element);
      const [wide, high] = [element.scrollWidth - element.clientWidth, element.scrollHeight - element.clientHeight];
      return [
        ...(isCut(style, "X") && wide > 1 ? [`${name(element)} cuts off ${wide} px of ${culprits(element)}`] : []),
        ...(isCut(style, "Y") && high > 1 ? [`${name(element)} cuts off ${high} px at its foot`] : []),
      ];
    });
    const { documentElement: root } = document;
    const over = root.scrollWidth - root.clientWidth;
    return over > 0 ? [`${over} px to scroll sideways: ${culprits(root)}`, ...problems] : problems;
  });
}

/** How much longer, as a share, the shorter side must become than the other before the two change parts: a scroll bar that comes or goes must not make them change back. */
const slack = 0.1;

/**
 * Watches two columns that stand side by side, each a `.stay` around one element, and marks the one with less in it by
 * `data-short`; the style sheet keeps that one in sight. Where it scrolls by itself the keyboard can reach it. Returns
 * what ends the watch.
 */
export function watchShorterSide(parent: HTMLElement): () => void {
  const sides = [...parent.querySelectorAll<HTMLElement>(":scope > * > .stay")];
  const mark = (): void => {
    const heights = sides.map((side) => side.firstElementChild!.getBoundingClientRect().height);
    const short = chooseShorter(heights, sides.findIndex(isMarked));
    for (const [index, side] of sides.entries()) {
      side.toggleAttribute("data-short", index === short);
      const scrolls = index === short && side.scrollHeight > side.clientHeight;
      // Fields are reached by themselves.
      if (scrolls && side.role === "group") side.tabIndex = 0;
      else side.removeAttribute("tabindex");
    }
  };
  const observer = new ResizeObserver(mark);
  for (const side of sides) observer.observe(side.firstElementChild!);
  observer.observe(parent);
  return () => observer.disconnect();
}

function isMarked({ dataset }: HTMLElement): boolean {
  return dataset["short"] !== undefined;
}

/** The index of the side with less in it; `marked` is the one chosen before, -1 for none. */
export function chooseShorter(heights: readonly number[], marked: number): number {
  const least = heights.indexOf(Math.min(...heights));
  const [before, now] = [heights[marked], heights[least]!];
  return before !== undefined && before <= now * (1 + slack) ? marked : least;
}

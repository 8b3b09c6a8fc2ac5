/** How much longer, as a share, the shorter side must become than the other before the two change parts: a scroll bar that comes or goes must not make them change back. */
const slack = 0.1;

/**
 * Watches two columns that stand side by side, each a `.stay` around one element, and marks the one with less in it by
 * `data-short`; the style sheet keeps that one in sight. When the two change parts what is on the screen stays where it
 * is. Where the marked one scrolls by itself the keyboard can reach it. Returns what ends the watch.
 */
export function watchShorterSide(parent: HTMLElement): () => void {
  const sides = [...parent.querySelectorAll<HTMLElement>(":scope > * > .stay")];
  const observer = new ResizeObserver(() => {
    const marked = sides.findIndex(({ dataset }) => dataset["short"] !== undefined);
    const heights = sides.map((side) => boxOf(side).height);
    const short = chooseShorter(heights, marked);
    if (short !== marked) mark(sides, short, marked !== -1);
    // Fields are reached by themselves.
    for (const side of sides) {
      if (side.role !== "group") continue;
      if (side === sides[short] && side.scrollHeight > side.clientHeight) side.tabIndex = 0;
      else side.removeAttribute("tabindex");
    }
  });
  for (const side of sides) observer.observe(side.firstElementChild!);
  observer.observe(parent);
  return () => observer.disconnect();
}

/** Marks a side; `holds` is whether what is on the screen is to stay where it is. */
function mark(sides: readonly HTMLElement[], short: number, holds: boolean): void {
  const tops = sides.map((side) => boxOf(side).top);
  for (const [index, side] of sides.entries()) side.toggleAttribute("data-short", index === short);
  if (!holds || getComputedStyle(sides[short]!).position !== "sticky") return;
  const long = 1 - short;
  scrollBy(0, boxOf(sides[long]!).top - tops[long]!);
  sides[short]!.scrollTop = boxOf(sides[short]!).top - tops[short]!;
}

/** Where the whole of a side's content stands. */
function boxOf(side: HTMLElement): DOMRect {
  return side.firstElementChild!.getBoundingClientRect();
}

/** The index of the side with less in it; `marked` is the one chosen before, -1 for none. */
export function chooseShorter(heights: readonly number[], marked: number): number {
  const least = heights.indexOf(Math.min(...heights));
  const [before, now] = [heights[marked], heights[least]!];
  return before !== undefined && before <= now * (1 + slack) ? marked : least;
}

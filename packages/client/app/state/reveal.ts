/**
 * Brings the outputs of an Interface into sight, unless the visitor has scrolled since the page stood at `from`: below
 * the inputs where none can be seen and the run is over, beside them where their beginning is above the screen.
 */
export function reveal(from: number, isOver: boolean): void {
  const side = document.querySelector(".side-out");
  if (!side || Math.abs(scrollY - from) > 2) return;
  const { top, bottom } = side.getBoundingClientRect();
  const above = side.querySelector(".stay[data-short]")?.getBoundingClientRect().top ?? 0;
  if (top > innerHeight - 96 || bottom < 0) {
    if (isOver) requestAnimationFrame(() => side.scrollIntoView());
  } else if (above < 0) requestAnimationFrame(() => scrollBy(0, above));
}

import { type RefObject, useLayoutEffect, useRef } from "react";

/** The ref of a table's head: while the rows in sight change, no column becomes narrower than it was. */
export function useSteadyColumns(active: boolean): RefObject<HTMLTableRowElement | null> {
  const head = useRef<HTMLTableRowElement>(null);
  useLayoutEffect(() => {
    for (const cell of head.current?.cells ?? []) {
      const least = active ? `${Math.max(Number.parseFloat(cell.style.minInlineSize) || 0, cell.offsetWidth)}px` : "";
      if (cell.style.minInlineSize !== least) cell.style.minInlineSize = least;
    }
  });
  return head;
}

import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useState } from "react";

/** A row of a long table, or the room of those that are not drawn. */
type WindowRow =
  | { readonly gap: false; readonly index: number }
  | { readonly gap: true; readonly index: number; readonly height: number };

/** What a long table draws of its rows. */
export interface RowWindow {
  /** The rows in sight and the gaps between them, from top to bottom. */
  readonly rows: readonly WindowRow[];
  /** Whether only a part is drawn; its scroller then needs a height. */
  readonly cut: boolean;
  /** The ref of the scroller. */
  readonly scroller: (element: HTMLElement | null) => void;
  /** The ref of each drawn row, which carries `data-index`. */
  readonly measure: (element: HTMLElement | null) => void;
  /** Keeps a row drawn while it holds the focus; null lets it go. */
  readonly keep: (index: number | null) => void;
}

/** As many rows as are drawn whole: beyond, only those in sight are. */
const drawnWhole = 100;

/** The rows in sight of a table of `count`, so that a table of any length costs the page the same. */
export function useRowWindow(count: number, rowHeight: number): RowWindow {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [kept, setKept] = useState<number | null>(null);
  const cut = count > drawnWhole;
  const rangeExtractor = useCallback(
    (range: Range) => {
      const inSight = defaultRangeExtractor(range);
      if (kept === null || kept >= range.count || inSight.includes(kept)) return inSight;
      return kept < inSight[0]! ? [kept, ...inSight] : [...inSight, kept];
    },
    [kept],
  );
  const virtual = useVirtualizer({
    count,
    enabled: cut,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan: 12,
    rangeExtractor,
    // Until the scroller is measured.
    initialRect: { width: 0, height: 500 },
  });
  const rows: WindowRow[] = [];
  if (cut) {
    let end = 0;
    for (const { index, start, end: next } of virtual.getVirtualItems()) {
      if (start > end) rows.push({ gap: true, index: -index - 1, height: start - end });
      rows.push({ gap: false, index });
      end = next;
    }
    const rest = virtual.getTotalSize() - end;
    if (rest > 0) rows.push({ gap: true, index: -count - 1, height: rest });
  } else {
    for (let index = 0; index < count; index += 1) rows.push({ gap: false, index });
  }
  return { rows, cut, scroller: setScroller, measure: virtual.measureElement, keep: setKept };
}

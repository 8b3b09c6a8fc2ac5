import { Combobox as Base } from "@base-ui/react/combobox";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, type RefObject, useImperativeHandle, useState } from "react";
import type { Choice } from "./choice.ts";
import styles from "./combobox.module.css";
import { Icon, paths } from "../icon.tsx";

/** What the box asks of its list. */
export interface ChoiceListHandle {
  /** Brings an item into sight. */
  show(index: number): void;
}

interface ChoiceListProps {
  readonly items: readonly Choice[];
  readonly label: string;
  /** Where the list stands: inside the page's landmarks and under the field's own tokens. */
  readonly place: RefObject<HTMLDivElement | null>;
  readonly handle: RefObject<ChoiceListHandle | null>;
}

/** The list under a combobox: only what is in sight of it is drawn, however long it is. */
export function ChoiceList({ items, label, place, handle }: ChoiceListProps): ReactNode {
  return (
    <Base.Portal container={place}>
      {/* Fixed, so that a frame that clips what it holds does not clip the list. */}
      <Base.Positioner className={styles["place"]} sideOffset={4} positionMethod="fixed">
        <Base.Popup className={styles["popup"]}>
          <Base.Empty>
            <p className={styles["none"]}>Nothing matches.</p>
          </Base.Empty>
          <Rows items={items} label={label} handle={handle} />
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

function Rows({ items, label, handle }: Omit<ChoiceListProps, "place">): ReactNode {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller,
    estimateSize: () => 36,
    overscan: 8,
    getItemKey: (index) => `${typeof items[index]?.[1]} ${items[index]?.[1]}`,
  });
  useImperativeHandle(handle, () => ({
    show: (index) => {
      if (index >= 0 && index < items.length) rows.scrollToIndex(index, { align: "auto" });
    },
  }));
  return (
    <div ref={setScroller} className={styles["menu"]} hidden={items.length === 0}>
      <Base.List aria-label={label} className={styles["list"]} style={{ blockSize: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const choice = items[index]!;
          return (
            <Base.Item
              key={key}
              ref={rows.measureElement}
              index={index}
              data-index={index}
              value={choice}
              className={styles["option"]}
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={items.length}
              aria-posinset={index + 1}
            >
              <Base.ItemIndicator className={styles["tick"]}>
                <Icon path={paths.check} />
              </Base.ItemIndicator>
              {isOwn(choice) ? `Use “${choice[0]}”` : choice[0]}
            </Base.Item>
          );
        })}
      </Base.List>
    </div>
  );
}

const own = Symbol("own words");

/** Words that are being typed, offered as a choice of their own. */
export function ownWords(words: string): Choice {
  return Object.assign([words, words] as const, { [own]: true });
}

function isOwn(choice: Choice): boolean {
  return own in choice;
}

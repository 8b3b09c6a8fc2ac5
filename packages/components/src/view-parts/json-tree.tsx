import type { JsonValue } from "@vitrine/protocol";
import type { ReactNode } from "react";
import { allExpanded, JsonView } from "react-json-view-lite";
import styles from "./json-tree.module.css";

interface JsonTreeProps {
  readonly label: string;
  readonly value: JsonValue;
  /** Whether every level starts open; else the first alone. */
  readonly open: boolean;
}

const classes = {
  container: styles["json"] ?? "",
  basicChildStyle: styles["node"] ?? "",
  childFieldsContainer: styles["children"] ?? "",
  label: styles["key"] ?? "",
  clickableLabel: `${styles["key"]} ${styles["clickable"]}`,
  punctuation: styles["punctuation"] ?? "",
  expandIcon: styles["expand"] ?? "",
  collapseIcon: `${styles["expand"]} ${styles["open"]}`,
  collapsedContent: styles["more"] ?? "",
  stringValue: styles["string"] ?? "",
  numberValue: styles["number"] ?? "",
  booleanValue: styles["word"] ?? "",
  nullValue: styles["word"] ?? "",
  undefinedValue: styles["word"] ?? "",
  otherValue: "",
  stringifyStringValues: true,
  ariaLables: { expandJson: "Open", collapseJson: "Close" },
};

// The tree shuts and opens anew whenever this function is another one, so it must not be made in a render.
const firstLevel = (level: number): boolean => level < 1;

/** A JSON value as a tree: arrow keys walk and open it. */
export default function JsonTree({ label, value, open }: JsonTreeProps): ReactNode {
  return (
    <JsonView
      data={value as object}
      style={classes}
      shouldExpandNode={open ? allExpanded : firstLevel}
      clickToExpandNode
      aria-label={label}
    />
  );
}

import type { ReactNode } from "react";
import type { ViewProps } from "../view.ts";
import { isEnter } from "./is-enter.ts";
import styles from "./source-field.module.css";

interface SourceFieldProps {
  readonly view: ViewProps<{ readonly interactive?: boolean | null }, string>;
  /** Lines shown at least. */
  readonly lines: number;
  /** Lines from which on it scrolls; null for the page's own limit. */
  readonly maxLines?: number | null | undefined;
  readonly wrap?: boolean | undefined;
  readonly rtl?: boolean | null | undefined;
}

/** A field for source text in a type of one width; Ctrl or Cmd with Enter submits. Tab leaves it, as everywhere. */
export function SourceField({ view, lines, maxLines, wrap = true, rtl }: SourceFieldProps): ReactNode {
  return (
    <textarea
      id={view.id}
      className={`ctl ${styles["source"]}`}
      value={view.value ?? ""}
      dir={rtl ? "rtl" : undefined}
      rows={lines}
      wrap={wrap ? "soft" : "off"}
      spellCheck={false}
      autoCapitalize="off"
      autoCorrect="off"
      disabled={view.props.interactive === false}
      aria-invalid={view.invalid}
      aria-describedby={view.describedBy}
      style={{ minBlockSize: height(lines), maxBlockSize: maxLines ? `min(60dvh, ${height(maxLines)})` : undefined }}
      onChange={(event) => view.onChange(event.target.value)}
      onKeyDown={(event) => {
        if (!isEnter(event) || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        view.onEvent("submit");
      }}
    />
  );
}

/** Whether a text that is shown formatted is to be written: as its author says, else where it starts without a value. */
export function isWritten(props: { readonly interactive?: boolean | null; readonly value?: unknown }): boolean {
  return props.interactive ?? (props.value ?? null) === null;
}

function height(lines: number): string {
  return `calc(var(--ctl) + ${lines - 1} * var(--l-sm))`;
}

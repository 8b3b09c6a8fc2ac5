import type { ReactNode } from "react";
import { SourceField } from "../view-parts/source-field.tsx";
import type { ViewProps } from "../view.ts";
import styles from "./code.module.css";

interface CodeProps {
  readonly language?: string | null;
  readonly lines?: number | null;
  readonly max_lines?: number | null;
  readonly wrap_lines?: boolean | null;
  readonly show_line_numbers?: boolean | null;
  readonly interactive?: boolean | null;
}

/** Source code: a field to write it, or its text under the language's name. */
export default function CodeView(view: ViewProps<CodeProps, string>): ReactNode {
  const { props, value } = view;
  const wraps = props.wrap_lines === true;
  if (view.mode === "input") {
    return <SourceField view={view} lines={props.lines ?? 5} maxLines={props.max_lines} wrap={wraps} />;
  }
  if (value === null) return null;
  const most = props.max_lines;
  return (
    <div className={styles.code}>
      {props.language && <p className={styles.language}>{props.language}</p>}
      <pre
        className={styles.lines}
        data-wrap={wraps || undefined}
        tabIndex={0}
        role="group"
        aria-labelledby={view.labelId}
        style={{ maxBlockSize: most ? `calc(${most} * var(--l-sm) + 2 * var(--s3))` : undefined }}
      >
        {props.show_line_numbers !== false && !wraps && (
          <span className={styles.numbers} aria-hidden="true">
            {numbers(value)}
          </span>
        )}
        <code>{value}</code>
      </pre>
    </div>
  );
}

function numbers(text: string): string {
  // A line break at the end begins no line.
  const count = text.replace(/\r?\n$/, "").split("\n").length;
  return Array.from({ length: count }, (_, index) => index + 1).join("\n");
}

import type { CSSProperties, ReactNode } from "react";
import { CellEditor, type CellValue } from "../view-parts/table/cell-editor.tsx";
import type { ViewProps } from "../view.ts";
import styles from "./highlightedtext.module.css";

interface HighlightedTextProps {
  readonly color_map?: Readonly<Record<string, string>> | null;
  readonly show_legend?: boolean | null;
  readonly show_inline_category?: boolean | null;
  readonly rtl?: boolean | null;
  readonly interactive?: boolean | null;
}

interface Piece {
  readonly token: string;
  readonly class_or_confidence?: string | number | null;
}

/** A text with its marked pieces; as an input a table of pieces and their classes. */
export default function HighlightedTextView(view: ViewProps<HighlightedTextProps, readonly Piece[]>): ReactNode {
  const { props, value } = view;
  if (view.mode === "input") return <EditedPieces {...view} />;
  if (value === null) return null;
  const classes = [
    ...new Set(value.map((piece) => piece.class_or_confidence).filter((one) => typeof one === "string")),
  ];
  return (
    <>
      {props.show_legend && classes.length > 0 && (
        <ul className={styles.legend} aria-label="Classes">
          {classes.map((name) => (
            <li key={name} className={styles.mark} style={markStyle(name, classes, props)}>
              {name}
            </li>
          ))}
        </ul>
      )}
      <p className={styles.text} dir={props.rtl ? "rtl" : undefined}>
        {value.map(({ token, class_or_confidence: mark = null }, index) =>
          mark === null ? (
            token
          ) : (
            <mark key={index} className={styles.mark} style={markStyle(mark, classes, props)}>
              {token}
              {(typeof mark === "number" || props.show_inline_category !== false) && (
                <span className={styles.class}> {mark}</span>
              )}
            </mark>
          ),
        )}
      </p>
    </>
  );
}

function EditedPieces(view: ViewProps<HighlightedTextProps, readonly Piece[]>): ReactNode {
  const { value } = view;
  const rows: readonly (readonly CellValue[])[] = value?.map((piece) => [
    piece.token,
    piece.class_or_confidence ?? null,
  ]) ?? [["", null]];
  const wasNumber = value?.some((piece) => typeof piece.class_or_confidence === "number") ?? false;
  const change = (next: readonly (readonly CellValue[])[]): void => {
    const pieces = next.map(([token, mark]) => ({
      token: String(token ?? ""),
      class_or_confidence: mark === "" || mark === undefined || typeof mark === "boolean" ? null : mark,
    }));
    view.onChange(pieces.length === 0 ? null : pieces);
  };
  return (
    <CellEditor
      id={view.id}
      labelId={view.labelId}
      describedBy={view.describedBy}
      invalid={view.invalid}
      disabled={view.props.interactive === false}
      headers={["Text", wasNumber ? "Score" : "Class"]}
      rows={rows}
      datatypeOf={(column) => (column === 1 && wasNumber ? "number" : "str")}
      onChange={change}
      onSubmit={() => view.onEvent("submit")}
    />
  );
}

/** The page's six colours in turn, unless the author chose; above 0 the one, below the other for scores. */
function markStyle(mark: string | number, classes: readonly string[], props: HighlightedTextProps): CSSProperties {
  if (typeof mark === "number") {
    return {
      ["--c" as string]: mark < 0 ? "var(--bad)" : "var(--accent)",
      ["--share" as string]: 0.35 * Math.min(1, Math.abs(mark)),
    };
  }
  const own = props.color_map && Object.hasOwn(props.color_map, mark) ? props.color_map[mark] : undefined;
  return { ["--c" as string]: own ?? `var(--c${(classes.indexOf(mark) % 6) + 1})` };
}

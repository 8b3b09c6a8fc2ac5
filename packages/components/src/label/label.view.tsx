import type { ReactNode } from "react";
import type { ViewProps } from "../view.ts";
import styles from "./label.module.css";

interface LabelProps {
  readonly num_top_classes?: number | null;
  readonly show_heading?: boolean | null;
}

interface LabelValue {
  readonly label: string | number | null;
  readonly confidences?: readonly { readonly label: string | number; readonly confidence: number | null }[] | null;
}

/** The best class large, then every class with its score as text and as a bar from zero. */
export default function LabelView(view: ViewProps<LabelProps, LabelValue>): ReactNode {
  const { props, value } = view;
  if (!value) return null;
  const rows = (value.confidences ?? []).slice(0, props.num_top_classes ?? undefined);
  const best = rows.find((row) => row.label === value.label)?.confidence;
  return (
    <>
      {props.show_heading !== false && (
        <p className={styles.win}>
          <b>{value.label}</b>
          {typeof best === "number" && <bdi className="muted num">{percent(best)}</bdi>}
        </p>
      )}
      {rows.length > 0 && (
        <ol className={styles.bars} aria-labelledby={view.labelId}>
          {rows.map(({ label, confidence }) => (
            <li key={label}>
              <span>{label}</span>
              <span className={styles.track} aria-hidden="true">
                <i style={{ ["--v" as string]: Math.min(Math.max((confidence ?? 0) * 100, 0), 100) }} />
              </span>
              <span className={styles.score}>
                <bdi>{confidence === null ? "–" : percent(confidence)}</bdi>
              </span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

/** A score of 0 to 1 in per cent. What rounding would hide is said: a trace is not nothing, and almost sure is not sure. */
function percent(score: number): string {
  const value = score * 100;
  if (value > 0 && value < 0.1) return "< 0.1 %";
  if (value >= 99.95 && value < 100) return "> 99.9 %";
  return `${value.toFixed(1)} %`;
}

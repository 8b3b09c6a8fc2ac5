import type { ReactNode } from "react";
import { axisTop, plotPaths } from "./monitor-words.ts";
import styles from "./monitor.module.css";

/** One line of a plot. */
interface PlotLine {
  readonly name: string;
  /** One of the colours of plots. */
  readonly color: "c1" | "c2" | "c4";
  /** Tells it from the others without its colour. */
  readonly dash?: string;
  readonly values: readonly (number | null)[];
}

interface PlotProps {
  readonly title: string;
  readonly lines: readonly PlotLine[];
  /** A value as words. */
  readonly say: (value: number) => string;
  /** What the axis shows at least. */
  readonly least: number;
  /** Whether the axis ends at its highest value, which has a meaning, and not at the next round one. */
  readonly exact?: boolean;
}

/** A small plot of the last quarter of an hour, from zero. Its words say the highest and the latest values. */
export function Plot({ title, lines, say, least, exact }: PlotProps): ReactNode {
  const known = lines.flatMap(({ values }) => values.filter((value) => value !== null));
  const most = Math.max(0, ...known);
  const height = exact ? Math.max(most, least) : axisTop(most, least);
  const width = Math.max(1, (lines[0]?.values.length ?? 0) - 1);
  const words = known.length === 0 ? "nothing yet" : lines.map((line) => lineWords(line, say)).join("; ");
  return (
    <figure className={styles["plot"]}>
      <figcaption>
        <span>{title}</span>
        {lines.length > 1 &&
          lines.map(({ name, color, dash }) => (
            <span key={name} className={styles["key"]}>
              <svg viewBox="0 0 16 8" width="16" height="8" aria-hidden="true">
                <path d="M1 4h14" stroke={`var(--${color})`} strokeDasharray={dash} />
              </svg>
              {name}
            </span>
          ))}
      </figcaption>
      <div className={styles["drawn"]} role="img" aria-label={`${title} over the last 15 minutes: ${words}.`}>
        <span>{say(height)}</span>
        <span>0</span>
        <svg viewBox={`0 0 ${width} 100`} preserveAspectRatio="none" aria-hidden="true">
          {lines.map(({ name, color, dash, values }) => {
            const { line, points } = plotPaths(values, height);
            return (
              <g key={name} stroke={`var(--${color})`}>
                <path d={line} strokeDasharray={dash} />
                <path d={points} className={styles["points"]} />
              </g>
            );
          })}
        </svg>
      </div>
      <div className={styles["ends"]} aria-hidden="true">
        <span>15 min ago</span>
        <span>now</span>
      </div>
    </figure>
  );
}

function lineWords({ name, values }: PlotLine, say: PlotProps["say"]): string {
  const known = values.filter((value) => value !== null);
  const latest = known.at(-1);
  if (latest === undefined) return `${name} none`;
  return `${name} at most ${say(Math.max(...known))}, last ${say(latest)}`;
}

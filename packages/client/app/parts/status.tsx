import { Fragment, type ReactNode } from "react";
import type { BarView, RunView } from "../words/run-view.ts";

/** The words of a caption row: what the call does, or how long it took. */
export function Status({ view, onCancel }: { readonly view: RunView; readonly onCancel: () => void }): ReactNode {
  if (view.words.length === 0) return null;
  const words = view.words.map(([text, weight]) => (
    <Fragment key={text}>{weight === "b" ? <b>{text}</b> : <span className={weight}>{text}</span>}</Fragment>
  ));
  // The page's words are of one direction, whatever the page's own is.
  if (view.state === "done") return <bdi className="took">{words}</bdi>;
  return (
    <p className="status">
      <span dir="auto">{words}</span>
      {view.cancel && (
        <button type="button" className="btn sm" onClick={onCancel}>
          Cancel
        </button>
      )}
    </p>
  );
}

/** The line under a caption row, which carries the state or the outermost progress. */
export function Shelf({ view }: { readonly view: RunView }): ReactNode {
  const [bar] = view.bars;
  if (view.state !== "progress" || !bar) return <span className="shelf" aria-hidden="true" />;
  return <Bar bar={bar} className="shelf" />;
}

/** Further bars, innermost last. */
export function InnerBars({ bars }: { readonly bars: readonly BarView[] }): ReactNode {
  if (bars.length < 2) return null;
  return (
    <ul className="inner-bars">
      {bars.slice(1).map((bar, depth) => (
        // Bars have no names: a bar is its depth.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={depth}>
          <span dir="auto">{bar.label}</span>
          <Bar bar={bar} className="bar" />
        </li>
      ))}
    </ul>
  );
}

function Bar({ bar, className }: { readonly bar: BarView; readonly className: string }): ReactNode {
  const value = bar.value === null ? {} : { value: bar.value };
  return <progress className={className} max={bar.max} {...value} aria-label={bar.label} aria-valuetext={bar.label} />;
}

import type { ReactNode } from "react";
import { isEnter } from "../view-parts/is-enter.ts";
import type { ViewProps } from "../view.ts";

interface DateTimeProps {
  readonly include_time?: boolean | null;
  readonly timezone?: string | null;
  readonly interactive?: boolean | null;
}

/** A day and a time, by the browser's own field; as an output the text, under its machine-readable form. */
export default function DateTimeView(view: ViewProps<DateTimeProps, string>): ReactNode {
  const { props, value } = view;
  const native = value?.replace(" ", "T");
  if (view.mode === "output") {
    if (value === null) return null;
    return (
      <p className="val num">
        <time dateTime={native}>{value}</time>
        {props.timezone && <span className="muted"> {props.timezone}</span>}
      </p>
    );
  }
  const withTime = props.include_time !== false;
  return (
    <input
      type={withTime ? "datetime-local" : "date"}
      id={view.id}
      className="ctl"
      value={native ?? ""}
      step={withTime ? 1 : undefined}
      max={withTime ? "9999-12-31T23:59:59" : "9999-12-31"}
      disabled={props.interactive === false}
      aria-invalid={view.invalid}
      aria-describedby={view.describedBy}
      onChange={(event) => view.onChange(onTheWire(event.target.value))}
      onKeyDown={(event) => {
        if (isEnter(event)) view.onEvent("submit");
      }}
    />
  );
}

/** The field leaves seconds out where they are 0, and is empty until every part is chosen. */
function onTheWire(native: string): string | null {
  if (native === "") return null;
  const text = native.replace("T", " ");
  return text.length === "YYYY-MM-DD HH:MM".length ? `${text}:00` : text;
}

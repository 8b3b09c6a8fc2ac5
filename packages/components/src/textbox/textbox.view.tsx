import type { KeyboardEvent, ReactNode } from "react";
import { isEnter } from "../view-parts/is-enter.ts";
import type { ViewProps } from "../view.ts";

interface TextboxProps {
  readonly type?: "text" | "password" | "email" | null;
  readonly lines?: number | null;
  readonly max_lines?: number | null;
  readonly max_length?: number | null;
  readonly placeholder?: string | null;
  readonly autofocus?: boolean | null;
  readonly rtl?: boolean | null;
  readonly interactive?: boolean | null;
}

/** Text. One line: Enter submits (Shift+Enter breaks the line where it may grow); more: Ctrl or Cmd with Enter. */
export default function TextboxView(view: ViewProps<TextboxProps, string>): ReactNode {
  const { props, value } = view;
  const dir = props.rtl ? "rtl" : undefined;
  if (view.mode === "output") {
    if (props.type === "password") return <p className="val">{value ? <Hidden /> : null}</p>;
    return (
      <p className={view.generating ? "val caret" : "val"} dir={dir}>
        {value}
      </p>
    );
  }
  const { lines, max_lines: most, type } = props;
  const oneLine = (lines ?? 1) < 2;
  const common = {
    id: view.id,
    className: "ctl",
    dir,
    value: value ?? "",
    placeholder: props.placeholder ?? undefined,
    maxLength: props.max_length ?? undefined,
    autoFocus: props.autofocus ?? false,
    disabled: props.interactive === false,
    "aria-invalid": view.invalid,
    "aria-describedby": view.describedBy,
    onChange: (event: { target: { value: string } }) => view.onChange(event.target.value),
    onKeyDown(event: KeyboardEvent) {
      const submits = event.ctrlKey || event.metaKey || (oneLine && !event.shiftKey);
      if (!submits || !isEnter(event)) return;
      event.preventDefault();
      view.onEvent("submit");
    },
  };
  if ((type && type !== "text") || (oneLine && most === 1)) return <input type={type ?? "text"} {...common} />;
  return (
    <textarea
      {...common}
      rows={lines ?? 1}
      style={{
        minBlockSize: oneLine ? "var(--ctl)" : `max(96px, ${height(lines)})`,
        maxBlockSize: most ? `min(60dvh, ${height(most)})` : undefined,
        resize: oneLine ? "none" : undefined,
      }}
    />
  );
}

/** As many dots for every password, so that its length stays hidden, too. */
function Hidden(): ReactNode {
  return (
    <>
      <span aria-hidden="true">••••••••</span>
      <span className="vh">A password, not shown</span>
    </>
  );
}

function height(lines: number | null | undefined): string {
  return `calc(var(--ctl) + ${(lines ?? 1) - 1} * var(--l-md))`;
}

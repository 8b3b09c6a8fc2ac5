import type { ReactNode } from "react";
import type { ViewProps } from "../view.ts";

interface ButtonProps {
  readonly variant?: string | null;
  readonly interactive?: boolean | null;
}

/** A button that says its value. One that cannot be clicked keeps the focus, so that it can be found. */
export default function ButtonView({ id, props, value, onEvent }: ViewProps<ButtonProps, string>): ReactNode {
  const isOff = props.interactive === false;
  const look = props.variant === "primary" || props.variant === "stop" ? props.variant : "";
  return (
    <button
      type="button"
      id={id}
      className={`btn ${look}`}
      aria-disabled={isOff || undefined}
      onClick={() => !isOff && onEvent("click")}
    >
      {value}
    </button>
  );
}

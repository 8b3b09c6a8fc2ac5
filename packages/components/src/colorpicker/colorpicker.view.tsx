import type { ReactNode } from "react";
import type { ViewProps } from "../view.ts";
import styles from "./colorpicker.module.css";

interface ColorPickerProps {
  readonly interactive?: boolean | null;
}

const start = "#000000";

/** A colour, by the browser's own picker and in digits; as an output a swatch beside its digits. */
export default function ColorPickerView(view: ViewProps<ColorPickerProps, string>): ReactNode {
  const { value } = view;
  if (view.mode === "output") {
    if (value === null) return null;
    return (
      <p className="val">
        <span className={styles.swatch} style={{ background: value }} aria-hidden="true" />
        <code>{value}</code>
      </p>
    );
  }
  return (
    <span className={styles.field}>
      <input
        type="color"
        id={view.id}
        className="ctl"
        value={value ?? start}
        disabled={view.props.interactive === false}
        aria-invalid={view.invalid}
        aria-describedby={view.describedBy}
        onChange={(event) => view.onChange(event.target.value)}
      />
      <code>{value ?? start}</code>
    </span>
  );
}

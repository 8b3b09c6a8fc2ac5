import type { ReactNode } from "react";
import checks from "../view-parts/choice/check.module.css";
import { Icon, paths } from "../view-parts/icon.tsx";
import type { ViewProps } from "../view.ts";
import styles from "./checkbox.module.css";

interface CheckboxProps {
  readonly interactive?: boolean | null;
}

/** Yes or no. The input draws its own label; null shows as not ticked. */
export default function CheckboxView(view: ViewProps<CheckboxProps, boolean>): ReactNode {
  if (view.mode === "output") {
    if (view.value === null) return null;
    return (
      <p className={`val ${styles.answer}`}>
        <span className={styles.mark} aria-hidden="true">
          {view.value && <Icon path={paths.check} />}
        </span>
        {view.value ? "Yes" : "No"}
      </p>
    );
  }
  return (
    <label className={checks.check}>
      <input
        type="checkbox"
        id={view.id}
        checked={view.value ?? false}
        disabled={view.props.interactive === false}
        aria-invalid={view.invalid}
        aria-describedby={view.describedBy}
        onChange={(event) => view.onChange(event.target.checked)}
      />
      <span id={view.labelId}>{view.label}</span>
    </label>
  );
}

import { lazy, type ReactNode, Suspense } from "react";
import { Chosen } from "../view-parts/choice/chosen.tsx";
import type { DropdownProps, DropdownValue } from "../view-parts/choice/dropdown-props.ts";
import { Icon, paths } from "../view-parts/icon.tsx";
import type { ViewProps } from "../view.ts";
import styles from "./dropdown.module.css";

/** From this many choices on a list is easier to search than to read. */
const searchable = 20;

const Combobox = lazy(() => import("../view-parts/choice/combobox.tsx"));

/** One choice by the browser's own select; several, a long list or the visitor's own words by a combobox. */
export default function DropdownView(view: ViewProps<DropdownProps, DropdownValue>): ReactNode {
  const { props, value } = view;
  const { choices } = props;
  if (view.mode === "output") return <Chosen choices={choices} value={value} />;
  const long = props.filterable !== false && choices.length > searchable;
  if (props.multiselect || props.allow_custom_value || long) {
    return (
      <Suspense fallback={<div className="ctl" />}>
        <Combobox {...view} />
      </Suspense>
    );
  }
  const chosen = choices.findIndex((choice) => choice[1] === value);
  return (
    <div className={styles.sel}>
      <select
        id={view.id}
        className="ctl"
        value={chosen}
        disabled={props.interactive === false}
        aria-invalid={view.invalid}
        aria-describedby={view.describedBy}
        onChange={(event) => view.onChange(choices[Number(event.target.value)]?.[1] ?? null)}
      >
        {(chosen === -1 || props.optional) && <option value={-1}>{props.optional ? "None" : "Choose…"}</option>}
        {choices.map(([label, each], index) => (
          <option key={each} value={index}>
            {label}
          </option>
        ))}
      </select>
      <Icon path={paths.down} className="i" />
    </div>
  );
}

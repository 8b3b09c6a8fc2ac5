import type { ReactNode } from "react";
import checks from "../view-parts/choice/check.module.css";
import type { Choice, ChoiceValue } from "../view-parts/choice/choice.ts";
import { Chosen } from "../view-parts/choice/chosen.tsx";
import { focusInside } from "../view-parts/focus-inside.ts";
import type { ViewProps } from "../view.ts";

interface CheckboxGroupProps {
  readonly choices: readonly Choice[];
  readonly interactive?: boolean | null;
}

/** Any number of choices, sent in the order in which they are listed. */
export default function CheckboxGroupView(view: ViewProps<CheckboxGroupProps, readonly ChoiceValue[]>): ReactNode {
  const { choices, interactive } = view.props;
  if (view.mode === "output") return <Chosen choices={choices} value={view.value} />;
  const chosen = new Set(view.value);
  const tick = (value: ChoiceValue, on: boolean) =>
    view.onChange(choices.map((choice) => choice[1]).filter((each) => (each === value ? on : chosen.has(each))));
  return (
    <div
      role="group"
      id={view.id}
      className={checks.choices}
      tabIndex={-1}
      aria-labelledby={view.labelId}
      aria-describedby={view.describedBy}
      onFocus={focusInside}
    >
      {choices.map(([label, value]) => (
        <label className={checks.check} key={value}>
          <input
            type="checkbox"
            checked={chosen.has(value)}
            disabled={interactive === false}
            aria-invalid={view.invalid}
            onChange={(event) => tick(value, event.target.checked)}
          />
          {label}
        </label>
      ))}
    </div>
  );
}

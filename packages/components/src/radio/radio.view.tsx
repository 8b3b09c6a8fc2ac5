import type { ReactNode } from "react";
import checks from "../view-parts/choice/check.module.css";
import type { Choice, ChoiceValue } from "../view-parts/choice/choice.ts";
import { Chosen } from "../view-parts/choice/chosen.tsx";
import { focusInside } from "../view-parts/focus-inside.ts";
import type { ViewProps } from "../view.ts";
import styles from "./radio.module.css";

interface RadioProps {
  readonly choices: readonly Choice[];
  readonly interactive?: boolean | null;
}

/** One choice of a few: a segmented row where the words are short, else radio buttons. */
export default function RadioView(view: ViewProps<RadioProps, ChoiceValue>): ReactNode {
  const { choices, interactive } = view.props;
  if (view.mode === "output") return <Chosen choices={choices} value={view.value} />;
  const segmented = fitsOneRow(choices);
  return (
    <div
      role="radiogroup"
      id={view.id}
      className={segmented ? styles.seg : checks.choices}
      tabIndex={-1}
      aria-labelledby={view.labelId}
      aria-describedby={view.describedBy}
      aria-invalid={view.invalid}
      onFocus={focusInside}
    >
      {choices.map(([label, value]) => (
        <label className={segmented ? undefined : checks.check} key={value}>
          <input
            type="radio"
            name={view.id}
            checked={view.value === value}
            disabled={interactive === false}
            onChange={() => view.onChange(value)}
          />
          {label}
        </label>
      ))}
    </div>
  );
}

/** Two to five choices whose words fit beside each other in the narrowest column, about 290 px; a segment's padding is worth four letters. */
function fitsOneRow(choices: readonly Choice[]): boolean {
  const letters = choices.reduce((sum, [label]) => sum + label.length + 4, 0);
  return choices.length >= 2 && choices.length <= 5 && letters <= 34;
}

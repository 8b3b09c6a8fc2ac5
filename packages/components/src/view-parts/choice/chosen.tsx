import type { ReactNode } from "react";
import { type Choice, type ChoiceValue, labelOf } from "./choice.ts";

interface ChosenProps {
  readonly choices: readonly Choice[];
  readonly value: ChoiceValue | readonly ChoiceValue[] | null;
}

/** What was chosen, as an output shows it: the words of one choice, or a list. */
export function Chosen({ choices, value }: ChosenProps): ReactNode {
  if (value === null) return null;
  if (typeof value !== "object") return <p className="val">{labelOf(choices, value)}</p>;
  if (value.length === 0) return <p className="val empty">None</p>;
  return (
    <ul className="val">
      {value.map((item) => (
        <li key={item}>{labelOf(choices, item)}</li>
      ))}
    </ul>
  );
}

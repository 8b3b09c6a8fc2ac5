import type { Choice, ChoiceValue } from "./choice.ts";

/** A dropdown's props on the wire. */
export interface DropdownProps {
  readonly choices: readonly Choice[];
  readonly multiselect?: boolean | null;
  readonly max_choices?: number | null;
  readonly allow_custom_value?: boolean | null;
  readonly filterable?: boolean | null;
  readonly interactive?: boolean | null;
  readonly optional?: boolean | null;
}

/** A dropdown's value on the wire; a list with `multiselect`. */
export type DropdownValue = ChoiceValue | readonly ChoiceValue[];

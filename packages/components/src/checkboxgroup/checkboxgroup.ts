import { asChoiceList, type Choice, choiceReader, choiceSchema, readChoices, type ValueOf } from "../core/choices.ts";
import type { CommonProps, Component } from "../core/component.ts";
import { type Definition, type Exactly, makeComponent } from "../core/define-component.ts";
import { anything } from "../options/option-checks.ts";
import type { Nullable, Same } from "../core/value-types.ts";

/** Options of a CheckboxGroup. */
export interface CheckboxGroupProps {
  /** Texts, numbers, or pairs `[label, value]`. */
  readonly choices: readonly Choice[];
  readonly value?: readonly (string | number)[] | null | undefined;
}

/** What a CheckboxGroup fires. */
export interface CheckboxGroupEvents<Value> {
  change: null;
  input: null;
  select: { index: number; value: Value };
}

const definition: Definition<CheckboxGroupProps> = {
  kind: "checkboxgroup",
  word: "CheckboxGroup",
  options: { choices: anything },
  events: ["change", "input", "select"],
  implement: (props, refuse) => {
    const choices = readChoices(props.choices, refuse);
    const asChoice = choiceReader(choices);
    const asValues = (given: unknown) => asChoiceList(given, asChoice);
    return {
      schema: { type: "array", items: choiceSchema(choices), uniqueItems: true, title: "Checkbox Group" },
      wireProps: { choices },
      pageDefault: [],
      checkInitial: (value) => void asValues(value),
      preprocess: asValues,
      postprocess: asValues,
    };
  },
};

/** Any number of choices, all in sight. The function receives the list of the values ticked, [] for none. */
export function CheckboxGroup<const P extends CommonProps & CheckboxGroupProps>(
  props: Exactly<P, CommonProps & CheckboxGroupProps>,
): Component<
  "checkboxgroup",
  Nullable<Same<ValueOf<P["choices"]>[]>, P>,
  P,
  CheckboxGroupEvents<ValueOf<P["choices"]>>
> {
  return makeComponent(definition, props) as never;
}

import { type Choice, choiceReader, choiceSchema, readChoices, type ValueOf } from "../core/choices.ts";
import type { CommonProps, Component } from "../core/component.ts";
import { type Definition, type Exactly, makeComponent } from "../core/define-component.ts";
import { anything } from "../options/option-checks.ts";
import type { Nullable, Same } from "../core/value-types.ts";

/** Options of a Radio. */
export interface RadioProps {
  /** Texts, numbers, or pairs `[label, value]`. */
  readonly choices: readonly Choice[];
  readonly value?: string | number | null | undefined;
}

/** What a Radio fires. */
export interface RadioEvents<Value> {
  change: null;
  input: null;
  select: { index: number; value: Value };
}

const definition: Definition<RadioProps> = {
  kind: "radio",
  word: "Radio",
  options: { choices: anything },
  events: ["change", "input", "select"],
  implement: (props, refuse) => {
    const choices = readChoices(props.choices, refuse);
    const asChoice = choiceReader(choices);
    return {
      schema: { ...choiceSchema(choices), title: "Radio" },
      wireProps: { choices },
      checkInitial: (value) => void asChoice(value),
      preprocess: asChoice,
      postprocess: asChoice,
    };
  },
};

/** One of a few choices, all in sight. The function receives the choice's value. */
export function Radio<const P extends CommonProps & RadioProps>(
  props: Exactly<P, CommonProps & RadioProps>,
): Component<"radio", Nullable<Same<ValueOf<P["choices"]>>, P>, P, RadioEvents<ValueOf<P["choices"]>>> {
  return makeComponent(definition, props) as never;
}

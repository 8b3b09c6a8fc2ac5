import type { JsonObject } from "@vitrine/protocol";
import {
  asChoiceList,
  type Choice,
  type ChoicePairs,
  choiceReader,
  choiceSchema,
  type ChoiceValue,
  isChoiceValue,
  readChoices,
  type ValueOf,
} from "../core/choices.ts";
import type { CommonProps, Component } from "../core/component.ts";
import { type Definition, type Exactly, makeComponent } from "../core/define-component.ts";
import { anything, count, flag } from "../options/option-checks.ts";
import { showGiven } from "../options/show-given.ts";
import type { Nullable, Same } from "../core/value-types.ts";

/** Options of a Dropdown. */
export interface DropdownProps {
  /** Texts, numbers, or pairs `[label, value]`. */
  readonly choices: readonly Choice[];
  readonly value?: string | number | readonly (string | number)[] | null | undefined;
  /** Whether several may be chosen; the value is then a list. */
  readonly multiple?: boolean | undefined;
  /** How many may be chosen; with `multiple` alone. */
  readonly maxChoices?: number | undefined;
  /** Whether a visitor may write a text that is not among the choices. */
  readonly allowCustomValue?: boolean | undefined;
  /** Whether typing narrows a long list down; true where left out. */
  readonly filterable?: boolean | undefined;
}

/** What a Dropdown fires. */
export interface DropdownEvents<Value> {
  change: null;
  input: null;
  select: { index: number; value: Value };
  focus: null;
  blur: null;
}

/** One value of a Dropdown. */
export type DropdownValue<P extends DropdownProps> =
  | ValueOf<P["choices"]>
  | (P extends { allowCustomValue: true } ? string : never);

/** The four types of a Dropdown's value. */
export type DropdownTypes<P extends DropdownProps> = Same<
  P extends { multiple: true } ? DropdownValue<P>[] : DropdownValue<P>
>;

/** How many own words may be chosen where the author says nothing: more than anybody picks, so that a list has an end. */
const mostChosen = 100_000;

const definition: Definition<DropdownProps> = {
  kind: "dropdown",
  word: "Dropdown",
  options: { choices: anything, multiple: flag, maxChoices: count, allowCustomValue: flag, filterable: flag },
  events: ["change", "input", "select", "focus", "blur"],
  implement: (props, refuse) => {
    const { multiple = false, maxChoices, allowCustomValue = false, filterable = true } = props;
    const choices = readChoices(props.choices, refuse, allowCustomValue);
    if (maxChoices !== undefined && !multiple) refuse("maxChoices", maxChoices, "needs multiple: true");
    const asChoice = choiceReader(choices);
    const asOne = allowCustomValue ? (given: unknown) => asChoiceOrText(given, asChoice) : asChoice;
    const asSeveral = (given: unknown) => {
      const values = asChoiceList(given, asOne);
      if (maxChoices === undefined || values.length <= maxChoices) return values;
      throw new TypeError(`the list holds ${values.length} choices: give at most maxChoices (${maxChoices}).`);
    };
    const asValue = multiple ? asSeveral : asOne;
    const item = allowCustomValue ? customSchema(choices) : choiceSchema(choices);
    const most = maxChoices ?? (allowCustomValue ? mostChosen : undefined);
    const limit: JsonObject = most === undefined ? {} : { maxItems: most };
    return {
      schema: multiple ? { type: "array", items: item, uniqueItems: true, ...limit } : item,
      wireProps: {
        choices,
        multiselect: multiple,
        max_choices: maxChoices ?? null,
        allow_custom_value: allowCustomValue,
        filterable,
      },
      pageDefault: multiple ? [] : null,
      checkInitial: (value) => void asValue(value),
      preprocess: asValue,
      postprocess: asValue,
    };
  },
};

/** One of many choices, or several with `multiple`. The function receives the choice's value, or a list of values. */
export function Dropdown<const P extends CommonProps & DropdownProps>(
  props: Exactly<P, CommonProps & DropdownProps>,
): Component<"dropdown", Nullable<DropdownTypes<P>, P>, P, DropdownEvents<DropdownValue<P>>> {
  return makeComponent(definition, props) as never;
}

function customSchema(choices: ChoicePairs): JsonObject {
  const numbers = choices.filter(([, value]) => typeof value === "number");
  return numbers.length === 0 ? { type: "string" } : { anyOf: [{ type: "string" }, choiceSchema(numbers)] };
}

function asChoiceOrText(given: unknown, asChoice: (given: unknown) => ChoiceValue): ChoiceValue {
  if (typeof given === "string") return given;
  if (isChoiceValue(given)) return asChoice(given);
  throw new TypeError(`a text or one of the choices is needed, got ${showGiven(given)}.`);
}

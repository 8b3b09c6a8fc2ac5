import type { JsonObject } from "@vitrine/protocol";
import type { Refuse } from "./define-component.ts";
import { showGiven } from "../options/show-given.ts";

/** What a choice stands for. */
export type ChoiceValue = string | number;

/** A choice: its value, or the words shown and the value. */
export type Choice = ChoiceValue | readonly [label: string, value: ChoiceValue];

/** The values of a list of choices. */
export type ValueOf<C> = C extends readonly (infer Item)[]
  ? Item extends readonly [string, infer V extends ChoiceValue]
    ? V
    : Extract<Item, ChoiceValue>
  : never;

/** Choices as the wire carries them: words, then value. */
export type ChoicePairs = readonly (readonly [label: string, value: ChoiceValue])[];

/** Reads what an author wrote for `choices`; refuses none, what is no choice, and a value that stands twice. */
export function readChoices(choices: unknown, refuse: Refuse, mayBeEmpty = false): ChoicePairs {
  if (!Array.isArray(choices)) return refuse("choices", choices, 'must be a list such as ["cat", "dog"]');
  if (choices.length === 0 && !mayBeEmpty) refuse("choices", choices, "must hold at least one choice");
  const seen = new Set<ChoiceValue>();
  return choices.map((choice: unknown) => {
    const pair = readChoice(choice);
    if (pair === null) return refuse("choices", choice, "must hold texts, finite numbers or pairs [label, value]");
    if (seen.has(pair[1])) refuse("choices", pair[1], "must hold each value once");
    seen.add(pair[1]);
    return pair;
  });
}

function readChoice(choice: unknown): readonly [string, ChoiceValue] | null {
  if (isChoiceValue(choice)) return [String(choice), choice];
  if (!Array.isArray(choice) || choice.length !== 2) return null;
  const [label, value] = choice as readonly unknown[];
  return typeof label === "string" && isChoiceValue(value) ? [label, value] : null;
}

/** Whether something can be the value of a choice. */
export function isChoiceValue(value: unknown): value is ChoiceValue {
  return typeof value === "string" || Number.isFinite(value);
}

/** JSON Schema of one choice. */
export function choiceSchema(choices: ChoicePairs): JsonObject {
  const values = choices.map(([, value]) => value);
  const types = [...new Set(values.map((value) => typeof value as "string" | "number"))];
  return { enum: values, type: types.length === 1 ? types[0]! : types };
}

/** Reads one of the choices: gives the value, or throws a `TypeError` that lists them. Looks each value up, whatever their number. */
export function choiceReader(choices: ChoicePairs): (given: unknown) => ChoiceValue {
  const values = new Set<unknown>(choices.map(([, value]) => value));
  return (given) => {
    if (values.has(given)) return given as ChoiceValue;
    throw new TypeError(`${showGiven(given)} is not among the choices: give one of ${listChoices(choices)}.`);
  };
}

/** The given value as a new list if each item passes `asItem` and none stands twice; throws a `TypeError` otherwise. */
export function asChoiceList(given: unknown, asItem: (item: unknown) => ChoiceValue): ChoiceValue[] {
  if (!Array.isArray(given))
    throw new TypeError(`a list of choices is needed, got ${showGiven(given)}: give [] for none.`);
  const values = Array.from(given as unknown[], asItem);
  const seen = new Set<ChoiceValue>();
  for (const value of values) {
    if (seen.has(value)) throw new TypeError(`the list holds ${showGiven(value)} twice: give each choice once.`);
    seen.add(value);
  }
  return values;
}

const mostListed = 12;

function listChoices(choices: ChoicePairs): string {
  const shown = choices
    .slice(0, mostListed)
    .map(([, value]) => showGiven(value))
    .join(", ");
  return choices.length > mostListed ? `${shown}, … (${choices.length} choices)` : shown;
}

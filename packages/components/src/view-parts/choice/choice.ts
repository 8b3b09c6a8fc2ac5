/** What a choice stands for on the wire. */
export type ChoiceValue = string | number;

/** One choice on the wire: the words shown, then the value sent. */
export type Choice = readonly [label: string, value: ChoiceValue];

/** The words for a value; the value itself where it is none of the choices. */
export function labelOf(choices: readonly Choice[], value: ChoiceValue): string {
  return choices.find((choice) => choice[1] === value)?.[0] ?? String(value);
}

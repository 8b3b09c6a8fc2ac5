import type { Choice, ChoiceValue } from "./choice.ts";

/** The choices of a combobox, looked up by value and found by typed words, each in time that their number does not square. */
export class ChoiceIndex {
  readonly choices: readonly Choice[];
  readonly #byValue: ReadonlyMap<ChoiceValue, Choice>;
  readonly #own = new Map<ChoiceValue, Choice>();
  #folded: readonly string[] | null = null;

  constructor(choices: readonly Choice[]) {
    this.choices = choices;
    this.#byValue = new Map(choices.map((choice) => [choice[1], choice]));
  }

  /** The choice with this value; words of the visitor's own are their own label. The same object each time. */
  of(value: ChoiceValue): Choice {
    const known = this.#byValue.get(value) ?? this.#own.get(value);
    if (known) return known;
    const own: Choice = [String(value), value];
    this.#own.set(value, own);
    return own;
  }

  /** Whether the value is one of the author's choices. */
  has(value: ChoiceValue): boolean {
    return this.#byValue.has(value);
  }

  /** The choice that these words name by its label, whatever their case, or by its value; undefined where none does. */
  named(words: string): Choice | undefined {
    const folded = fold(words);
    const labels = this.#labels();
    return (
      this.choices.find((choice) => choice[0] === words) ??
      this.choices.find((_, index) => labels[index] === folded) ??
      this.#byValue.get(words)
    );
  }

  /** The choices whose label holds these words, whatever their case and accents; the one that is called so stands first. */
  matching(words: string): readonly Choice[] {
    const folded = fold(words);
    if (folded === "") return this.choices;
    const labels = this.#labels();
    const found = this.choices.filter((_, index) => labels[index]!.includes(folded));
    const named = this.named(words);
    return named === undefined ? found : [named, ...found.filter((choice) => choice !== named)];
  }

  #labels(): readonly string[] {
    return (this.#folded ??= this.choices.map(([label]) => fold(label)));
  }
}

function fold(words: string): string {
  return words.trim().normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

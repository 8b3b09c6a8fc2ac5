/** Says what an option must be where the value is something else; null where it is fine. */
export type OptionCheck = (value: unknown) => string | null;

/** The options of a component, by name. */
export type OptionTable = Readonly<Record<string, OptionCheck>>;

/** A text. */
export const text: OptionCheck = (value) => (typeof value === "string" ? null : "must be a text");

/** true or false. */
export const flag: OptionCheck = (value) => (typeof value === "boolean" ? null : "must be true or false");

/** A finite number. */
export const number: OptionCheck = (value) => (Number.isFinite(value) ? null : "must be a finite number");

/** A finite number above 0. */
export const positive: OptionCheck = (value) =>
  Number.isFinite(value) && (value as number) > 0 ? null : "must be a number above 0";

/** A whole number from 1. */
export const count: OptionCheck = (value) =>
  Number.isSafeInteger(value) && (value as number) >= 1 ? null : "must be a whole number from 1";

/** A length on the page: pixels, or a CSS length. */
export const length: OptionCheck = (value) =>
  (Number.isFinite(value) && (value as number) > 0) || (typeof value === "string" && /^[0-9.]+[a-z%]+$/.test(value))
    ? null
    : 'must be a number of pixels above 0 or a CSS length such as "20rem"';

/** Anything; the component looks at it itself. */
export const anything: OptionCheck = () => null;

/** One of a few words. */
export function oneOf(...words: readonly string[]): OptionCheck {
  return (value) => (words.includes(value as string) ? null : `must be ${listWords(words)}`);
}

/** A list of words out of a few. */
export function someOf(...words: readonly string[]): OptionCheck {
  return (value) =>
    Array.isArray(value) && value.every((word) => words.includes(word as string))
      ? null
      : `must be a list of ${listWords(words)}`;
}

function listWords(words: readonly string[]): string {
  return words.map((word) => JSON.stringify(word)).join(" or ");
}

/** The options that every component takes. */
export const commonOptions: OptionTable = {
  name: (value) =>
    typeof value === "string" && /^[A-Za-z_][A-Za-z0-9_]*$/.test(value)
      ? null
      : "must be letters, digits and _, not starting with a digit",
  label: text,
  info: text,
  value: anything,
  optional: flag,
  visible: flag,
  interactive: flag,
};

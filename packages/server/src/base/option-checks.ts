import { showValue } from "./show-value.ts";

/** What is wrong with an option's value, as the end of a sentence ("must be a text, got 3"), or null. */
export type OptionCheck = (value: unknown) => Problem | null;

/** A wrong value. `range`: the type is right, the number is not. */
export interface Problem {
  readonly text: string;
  readonly range: boolean;
}

/** The longest time that a timer of Node can wait, in milliseconds. */
const longestTimeMs = 2_147_483_647;

/** Takes a text. */
export const text: OptionCheck = (value) => (typeof value === "string" ? null : wrong("a text", value));

/** Takes true or false. */
export const flag: OptionCheck = (value) => (typeof value === "boolean" ? null : wrong("true or false", value));

/** Takes a text with something in it. */
export const filledText: OptionCheck = (value) => {
  if (typeof value !== "string") return wrong("a text", value);
  return value.trim() === "" ? wrong("a text that is not empty", value) : null;
};

/** Takes what `check` takes, and null. */
export function orNull(check: OptionCheck, meaning: string): OptionCheck {
  return (value) => {
    const problem = value === null ? null : check(value);
    return problem && { ...problem, text: `${problem.text}; null is ${meaning}` };
  };
}

/** Takes a whole number from `least`, up to `most` where it is given. */
export function whole(least: number, most: number = Number.MAX_SAFE_INTEGER): OptionCheck {
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
  return (value) => {
    if (typeof value !== "number") return wrong(`a whole number ${range}`, value);
    const fits = Number.isSafeInteger(value) && value >= least && value <= most;
    return fits ? null : outside(`a whole number ${range}`, value);
  };
}

/** Takes a time in milliseconds from `least`. */
export function time(least: number): OptionCheck {
  const expected = `a time in milliseconds from ${least} to ${longestTimeMs}`;
  return (value) => {
    if (typeof value !== "number") return wrong(expected, value);
    return value >= least && value <= longestTimeMs ? null : outside(expected, value);
  };
}

/** Takes one of the words. */
export function oneOf(...words: readonly string[]): OptionCheck {
  const expected = words.map((word) => JSON.stringify(word)).join(" or ");
  return (value) => (typeof value === "string" && words.includes(value) ? null : wrong(expected, value));
}

/** Takes the word, or what `check` takes. */
export function wordOr(word: string, check: OptionCheck): OptionCheck {
  return (value) => {
    const problem = value === word ? null : check(value);
    return problem && { ...problem, text: problem.text.replace("must be", `must be ${JSON.stringify(word)} or`) };
  };
}

/** Takes a function; `example` shows what one looks like. */
export function functionLike(example: string): OptionCheck {
  return (value) => (typeof value === "function" ? null : wrong(`a function, such as ${example}`, value));
}

/** "must be …, got …". */
export function wrong(expected: string, value: unknown): Problem {
  return { text: `must be ${expected}, got ${showValue(value)}`, range: false };
}

function outside(expected: string, value: number): Problem {
  return { text: `must be ${expected}, got ${value}`, range: true };
}

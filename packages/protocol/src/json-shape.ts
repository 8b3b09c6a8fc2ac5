/** What a JSON text may be made of. */
export interface JsonShape {
  /** How deep lists and objects may stand in each other, counted from the outermost. */
  readonly maxDepth: number;
  /**
   * Items of lists and, each as ten, keys of objects; lists and objects themselves as five: so much more do they cost to
   * read and to hand on.
   */
  readonly maxValues: number;
}

const valuesOfKey = 10;
const valuesOfContainer = 5;
// Codes of characters.
const quote = 34;
const backslash = 92;
const comma = 44;
const colon = 58;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;
const zero = 48;
const nine = 57;
/** Whole numbers of fewer digits are all kept. */
const leastLost = 16;
/** Beyond the largest number there is. */
const mostDigits = 310;
const letterU = 117;
const lengthOfEscape = 6;

/** What a JSON text has too much of, or must not hold: `digits` are those of a whole number that would not be kept. */
export interface Excess {
  readonly of: "depth" | "values" | "surrogate" | "digits";
  /** The rest of a sentence about the text. */
  readonly text: string;
}

/**
 * What a JSON text has too much of, or holds of half characters and of numbers that would be changed, or null. Ask before `JSON.parse`: takes time in
 * proportion to the text, and no stack. Says nothing about what is no JSON.
 */
export function findExcess(text: string, { maxDepth, maxValues }: JsonShape): Excess | null {
  let depth = 0;
  let values = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === backslash) {
        index++;
        if (text.charCodeAt(index) !== letterU) continue;
        const half = escapedHalf(text, index);
        if (half === null) continue;
        if (half !== "first" || escapedHalf(text, index + lengthOfEscape) !== "second" || text[index + 5] !== "\\") {
          return {
            of: "surrogate",
            text: `holds ${text.slice(index - 1, index + 5)}, half of a pair of surrogates; send whole characters`,
          };
        }
        // Past the other half.
        index += lengthOfEscape;
      } else if (code === quote) inString = false;
    } else if (code === quote) inString = true;
    else if (code >= zero && code <= nine) {
      const end = numberEnd(text, index);
      if (end - index >= leastLost) {
        const lost = lostNumber(text.slice(index, end));
        if (lost !== null) return { of: "digits", text: lost };
      }
      index = end - 1;
    } else if (code === comma) values++;
    else if (code === colon) values += valuesOfKey;
    else if (code === openBracket || code === openBrace) {
      depth++;
      values += valuesOfContainer;
      if (depth > maxDepth) {
        return { of: "depth", text: `is nested more than ${maxDepth} levels deep; send flatter values` };
      }
    } else if (code === closeBracket || code === closeBrace) depth--;
  }
  if (values <= maxValues) return null;
  return {
    of: "values",
    text: `holds more than ${maxValues} values, a key as ${valuesOfKey}, a list or an object as ${valuesOfContainer}; send fewer, or a file`,
  };
}

/** Which half of a pair of surrogates an escape stands for, from its `u` on; null for other characters. */
function escapedHalf(text: string, at: number): "first" | "second" | null {
  const found = /^u[dD]([89a-fA-F])[0-9a-fA-F]{2}$/.exec(text.slice(at, at + 5));
  return found === null ? null : /[89abAB]/.test(found[1]!) ? "first" : "second";
}

/** Where a number ends whose first digit stands at `at`. */
function numberEnd(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && "0123456789.eE+-".includes(text[end]!)) end++;
  return end;
}

/** Why a number as it is written is not kept by `JSON.parse`; null where it is, as every one that JavaScript wrote. */
function lostNumber(digits: string): string | null {
  const kept = Number(digits);
  if (digits.length > mostDigits || !/^\d+$/.test(digits) || String(kept) === digits) return null;
  if (BigInt(digits) === BigInt(kept)) return null;
  return `holds the whole number ${digits.slice(0, 40)}, which would become ${BigInt(kept)}: numbers are exact up to 9007199254740991; send it as a text`;
}

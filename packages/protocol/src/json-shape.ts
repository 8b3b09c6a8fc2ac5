/** What a JSON text may be made of. */
export interface JsonShape {
  /** How deep lists and objects may stand in each other, counted from the outermost. */
  readonly maxDepth: number;
  /** Items of lists and, each as ten, keys of objects: a key costs so much more to read and to hand on. */
  readonly maxValues: number;
}

const valuesOfKey = 10;
// Codes of characters.
const quote = 34;
const backslash = 92;
const comma = 44;
const colon = 58;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

/** What a JSON text has too much of. */
export interface Excess {
  readonly of: "depth" | "values";
  /** The rest of a sentence about the text. */
  readonly text: string;
}

/**
 * What a JSON text has too much of, or null. Ask before `JSON.parse`: takes time in
 * proportion to the text, and no stack. Says nothing about what is no JSON.
 */
export function findExcess(text: string, { maxDepth, maxValues }: JsonShape): Excess | null {
  let depth = 0;
  let values = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === backslash) index++;
      else if (code === quote) inString = false;
    } else if (code === quote) inString = true;
    else if (code === comma) values++;
    else if (code === colon) values += valuesOfKey;
    else if (code === openBracket || code === openBrace) {
      depth++;
      if (depth > maxDepth) {
        return { of: "depth", text: `is nested more than ${maxDepth} levels deep; send flatter values` };
      }
    } else if (code === closeBracket || code === closeBrace) depth--;
  }
  if (values <= maxValues) return null;
  return {
    of: "values",
    text: `holds more than ${maxValues} values, a key as ${valuesOfKey}; send fewer, or a file`,
  };
}

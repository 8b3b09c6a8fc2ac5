// Codes of characters.
const quote = 34;
const backslash = 92;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

/**
 * Whether lists and objects in a JSON text stand at most `maxDepth` deep in each other, counted from the outermost. Ask
 * before `JSON.parse`: takes time in proportion to the text, and no stack. Says nothing about what is no JSON.
 */
export function isShallow(text: string, maxDepth: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === backslash) index++;
      else if (code === quote) inString = false;
    } else if (code === quote) inString = true;
    else if (code === openBracket || code === openBrace) {
      depth++;
      if (depth > maxDepth) return false;
    } else if (code === closeBracket || code === closeBrace) depth--;
  }
  return true;
}

import type { JsonValue } from "./json.ts";

// `JSON.stringify` writes each lone surrogate as an escape, in lower case; other escapes are stepped over.
const escapes = /\\(?:ud[89a-f][0-9a-f]{2}|[^])/g;
const lengthOfSurrogate = 6;

/**
 * The JSON of a value in whole characters: half of a pair of surrogates, as where a text was cut within an emoji, becomes
 * U+FFFD, as in everything that is encoded as UTF-8. Programs that hold texts otherwise than JavaScript fail on halves.
 */
export function printJson(value: JsonValue | object): string {
  const text = JSON.stringify(value);
  if (!text.includes(String.raw`\ud`)) return text;
  return text.replace(escapes, (escape) => (escape.length === lengthOfSurrogate ? "\ufffd" : escape));
}

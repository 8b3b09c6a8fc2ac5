import type { JsonValue } from "./json.ts";

// `JSON.stringify` writes each lone surrogate as an escape, in lower case; other escapes are stepped over.
const escapes = /\\(?:ud[89a-f]..|[^])/g;

/**
 * The JSON of a value in whole characters: half of a pair of surrogates, as where a text was cut within an emoji, becomes
 * U+FFFD, as in everything that is encoded as UTF-8. Programs that hold texts otherwise than JavaScript fail on halves.
 */
export function printJson(value: JsonValue | object): string {
  const text = JSON.stringify(value);
  // Most texts hold none.
  return !text.includes("\\ud") ? text : text.replace(escapes, (escape) => (escape[2] ? "\ufffd" : escape));
}

import { messageOf } from "./print-error.ts";

const mayBeKept =
  "A State keeps a copy: of texts, numbers, dates, lists, plain objects, Map, Set and typed arrays, all that structuredClone " +
  "takes; of no function, promise or connection. Keep those in a variable of the script, by a key that the State holds.";

/** A copy of a value as a State keeps it. Throws a `TypeError` that says what may be kept, for what cannot be copied. */
export function keptCopy(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch (error) {
    const what = value instanceof Promise ? "a promise could not be cloned." : messageOf(error);
    throw new TypeError(`${what} ${mayBeKept}`, { cause: error });
  }
}

import { showJson } from "@vitrine/protocol";

const longest = 60;

/** A value as it may stand in a message to a person: short, on one line, never throwing. */
export function showGiven(value: unknown): string {
  if (typeof value === "string") return showJson(value, longest);
  if (typeof value === "bigint") return `${shorten(String(value))}n`;
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return "a symbol";
  if (typeof value !== "object" || value === null) return String(value);
  try {
    const name = Object.getPrototypeOf(value)?.constructor?.name as unknown;
    if (typeof name === "string" && name !== "Object" && name !== "Array")
      return /^[AEIOU]/.test(name) ? `an ${name}` : `a ${name}`;
    return showJson(value, longest);
  } catch {
    return "an object";
  }
}

function shorten(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

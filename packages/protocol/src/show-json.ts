/**
 * A value as JSON in at most so many characters, the last of which is "…" where there are more. Takes time in proportion
 * to what is shown, whatever the value's size, and no stack: nesting costs characters, too.
 */
export function showJson(value: unknown, longest: number): string {
  const text = print(value, longest + 1);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** The JSON of a value, as far as it fills `room`; more may come. */
function print(value: unknown, room: number): string {
  if (typeof value === "string") return JSON.stringify(value.length > room ? value.slice(0, room) : value);
  if (typeof value !== "object" || value === null || "toJSON" in value) return JSON.stringify(value) ?? "null";
  return Array.isArray(value) ? printList(value, room) : printRecord(value as Readonly<Record<string, unknown>>, room);
}

function printList(list: readonly unknown[], room: number): string {
  let text = "[";
  for (let index = 0; index < list.length; index++) {
    if (index > 0) text += ",";
    if (text.length >= room) return text;
    text += print(list[index], room - text.length);
  }
  return `${text}]`;
}

function printRecord(record: Readonly<Record<string, unknown>>, room: number): string {
  let text = "{";
  // Without a list of its values.
  for (const key in record) {
    if (!Object.hasOwn(record, key) || record[key] === undefined) continue;
    if (text.length > 1) text += ",";
    if (text.length >= room) return text;
    text += `${print(key, room - text.length)}:`;
    if (text.length >= room) return text;
    text += print(record[key], room - text.length);
  }
  return `${text}}`;
}

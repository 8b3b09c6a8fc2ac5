import { ExampleFile, type Value } from "./argument.ts";

/** Lines up to this length are not broken. */
const width = 72;

interface Language {
  readonly words: Readonly<Record<"true" | "false" | "null", string>>;
  key(name: string): string;
  file(file: ExampleFile): string;
}

/** A value in the source of JavaScript; `file` says how a file is written. */
export function javaScriptLiteral(value: Value, file: (file: ExampleFile) => string, indent = ""): string {
  return literal(value, { words: { true: "true", false: "false", null: "null" }, key: javaScriptKey, file }, indent);
}

function javaScriptKey(name: string): string {
  if (name === "__proto__") return `["__proto__"]`;
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** A value in the source of Python; `file` says how a file is written. */
export function pythonLiteral(value: Value, file: (file: ExampleFile) => string, indent = ""): string {
  const words = { true: "True", false: "False", null: "None" };
  return literal(value, { words, key: quoted, file }, indent);
}

/** A text between quotes that JavaScript and Python read alike: what JSON escapes, both do. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(/[\u007f\u2028\u2029]/g, (character) => {
    return `\\u${character.codePointAt(0)!.toString(16).padStart(4, "0")}`;
  });
}

/** A text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function literal(value: Value, language: Language, indent: string): string {
  if (value === null || typeof value === "boolean") return language.words[String(value) as "true" | "false" | "null"];
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") return JSON.stringify(value);
  if (value instanceof ExampleFile) return language.file(value);
  const isList = Array.isArray(value);
  const write = (inner: string): string[] =>
    isList
      ? (value as readonly Value[]).map((part) => literal(part, language, inner))
      : Object.entries(value as Readonly<Record<string, Value>>).map(
          ([name, part]) => `${language.key(name)}: ${literal(part, language, inner)}`,
        );
  const parts = write(indent);
  const [open, close, space] = isList ? ["[", "]", ""] : ["{", "}", " "];
  if (parts.length === 0) return open + close;
  const line = `${open}${space}${parts.join(", ")}${space}${close}`;
  if (line.length + indent.length <= width && !line.includes("\n")) return line;
  const inner = `${indent}  `;
  return `${open}\n${write(inner)
    .map((part) => `${inner}${part},\n`)
    .join("")}${indent}${close}`;
}

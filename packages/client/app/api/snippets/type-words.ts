import type { JsonObject, JsonValue } from "@vitrine/protocol";
import { alternatives, isFileSchema, isObject, listOf } from "./schema.ts";

const fileWords: Readonly<Record<string, string>> = {
  image: "image file",
  audio: "audio file",
  video: "video file",
};

/** A value's type for a reader: `number, 1 to 10`. */
export function typeWords(kind: string, schema: JsonObject): string {
  if (isFileSchema(schema)) return fileWords[kind] ?? "file";
  const { minimum, maximum, items, pattern, description } = schema;
  if (kind === "datetime") return "string, YYYY-MM-DD HH:MM:SS";
  if (kind === "colorpicker" && pattern !== undefined) return "string, #rrggbb";
  if (schema["type"] === "array" && isObject(items)) {
    if (isFileSchema(items)) return "list of files";
    if (items["enum"] !== undefined) return `list of ${typeScriptType(items)}`;
  }
  if (description === "any valid json") return "any JSON";
  return typeScriptType(schema) + range(minimum, maximum);
}

function range(least: JsonValue | undefined, most: JsonValue | undefined): string {
  const [from, to] = [least, most].map((end) => (typeof end === "number" ? end : null));
  if (from === null) return to === null ? "" : `, up to ${to}`;
  return to === null ? `, from ${from}` : `, ${from} to ${to}`;
}

/** A JSON schema as a type of TypeScript; one file is `FileData`. */
export function typeScriptType(schema: JsonValue | undefined): string {
  if (!isObject(schema)) return "unknown";
  if (isFileSchema(schema)) return "FileData";
  const choices = [...listOf(schema["enum"]), ...("const" in schema ? [schema["const"] ?? null] : [])];
  if (choices.length > 0) return choices.map((choice) => JSON.stringify(choice)).join(" | ");
  const several = alternatives(schema);
  if (several.length > 0) return union(several.map(typeScriptType));
  const { type, properties, items } = schema;
  if (Array.isArray(type)) return union(listOf(type).map((one) => typeScriptType({ ...schema, type: one })));
  if (type === "array") {
    const item = typeScriptType(items);
    return item.includes("|") ? `(${item})[]` : `${item}[]`;
  }
  if (type === "object") return isObject(properties) ? recordType(properties, listOf(schema["required"])) : "object";
  if (type === "integer") return "number";
  return typeof type === "string" ? type : "unknown";
}

function recordType(properties: JsonObject, required: readonly JsonValue[]): string {
  const members = Object.entries(properties).map(
    ([name, value]) => `${propertyName(name)}${required.includes(name) ? "" : "?"}: ${typeScriptType(value)}`,
  );
  return `{ ${members.join("; ")} }`;
}

/** A name as it stands in a type. */
export function propertyName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(" | ");
}

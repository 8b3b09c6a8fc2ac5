import type { JsonObject, JsonValue } from "@vitrine/protocol";
import type { Endpoint, Parameter } from "./endpoint.ts";
import { alternatives, isFileSchema, isObject, listOf } from "./schema.ts";

/** A file of the reader, by the name that it has in the snippets. */
export class ExampleFile {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** A value of a snippet: JSON whose leaves may be files. */
export type Value =
  | string
  | number
  | boolean
  | null
  | ExampleFile
  | readonly Value[]
  | { readonly [name: string]: Value };

/** A parameter and what a snippet gives it. */
export interface Argument {
  readonly parameter: Parameter;
  readonly value: Value;
}

/** The longest JSON text of the page's own values that a snippet shows. */
const mostCharacters = 2_000;

const fileNames: Readonly<Record<string, string>> = {
  image: "photo.png",
  gallery: "photo.png",
  sketchpad: "photo.png",
  imageeditor: "photo.png",
  audio: "sound.wav",
  video: "film.mp4",
};

/**
 * What the snippets of an endpoint call it with: what the page holds, else the default, else an example that fits. Optional
 * values without either are left out, and so are defaults that are files of the server.
 */
export function argumentsOf(endpoint: Endpoint, held: Readonly<Record<number, unknown>> = {}): Argument[] {
  return endpoint.parameters.flatMap((parameter) => {
    const { initial, component, isRequired, kind, schema } = parameter;
    const own = component === null ? null : plainValue(held[component]);
    const given = own ?? plainValue(initial);
    if (given !== null) return { parameter, value: given };
    return isRequired ? { parameter, value: exampleOf(kind, schema) } : [];
  });
}

/** A value that can stand in a snippet as it is; null where there is none, where it is a file, or where it is long. */
function plainValue(value: unknown): JsonValue {
  try {
    const text = JSON.stringify(value, (_key, part: unknown) => {
      const isForeign = typeof part === "object" && part !== null && !isPlainObject(part);
      const isFile = typeof part === "object" && part !== null && "path" in part && "meta" in part;
      if (isForeign || isFile) throw new TypeError("not plain");
      return part;
    });
    return text === undefined || text.length > mostCharacters ? null : (JSON.parse(text) as JsonValue);
  } catch {
    return null;
  }
}

function isPlainObject(value: object): boolean {
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

/** A value that a schema allows. */
export function exampleOf(kind: string, schema: JsonObject): Value {
  if (isFileSchema(schema)) return new ExampleFile(fileNames[kind] ?? "document.pdf");
  const [choice] = listOf(schema["enum"]);
  if (choice !== undefined) return choice;
  if (schema["const"] !== undefined) return schema["const"];
  const [first] = alternatives(schema);
  if (first) return exampleOf(kind, first);
  const { type, items, properties, minimum, maximum, maxLength } = schema;
  const sort = Array.isArray(type) ? listOf(type)[0] : type;
  if (sort === "string") return textOf(kind, typeof maxLength === "number" ? maxLength : 5);
  if (sort === "number" || sort === "integer") {
    if (typeof minimum === "number") return minimum;
    return typeof maximum === "number" ? Math.min(maximum, 3) : 3;
  }
  if (sort === "boolean") return true;
  if (sort === "array") return [isObject(items) ? exampleOf(kind, items) : "Hello"];
  if (sort === "object" && isObject(properties)) {
    const required = listOf(schema["required"]);
    // What may be left out is, unless all may.
    const names = required.length > 0 ? required : Object.keys(properties).slice(0, 1);
    return Object.fromEntries(
      names.flatMap((name) => {
        const part = typeof name === "string" ? properties[name] : null;
        return isObject(part) ? [[name, exampleOf(kind, part)] as const] : [];
      }),
    );
  }
  return sort === "null" ? null : { key: "value" };
}

function textOf(kind: string, most: number): string {
  if (kind === "colorpicker") return "#00696a";
  if (kind === "datetime") return "2026-01-31 12:00:00";
  return "Hello".slice(0, most);
}

/** The names of all files in the arguments, each once. */
export function filesOf(args: readonly Argument[]): string[] {
  const found = new Set<string>();
  const look = (value: Value): void => {
    if (value instanceof ExampleFile) found.add(value.name);
    else if (typeof value === "object" && value !== null) for (const part of Object.values(value)) look(part);
  };
  for (const { value } of args) look(value);
  return [...found];
}

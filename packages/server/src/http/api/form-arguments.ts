import {
  fileMeta,
  findExcess,
  type FieldProblem,
  type JsonObject,
  type JsonShape,
  type JsonValue,
} from "@vitrine/protocol";
import type { ComponentDescription, FunctionDescription } from "../../app-model/description.ts";
import type { StoredFile } from "../../files/stored-file.ts";
import type { ReceivedForm } from "../files/form.ts";

/** The arguments in a form by their names, or what is wrong with its fields. */
type FormArguments =
  | { readonly ok: true; readonly values: JsonObject }
  | { readonly ok: false; readonly fields: readonly FieldProblem[] };

interface Given {
  readonly texts: string[];
  readonly files: StoredFile[];
}

/**
 * Makes a call's arguments of a form's fields: a file goes where its component has files, a text is the value itself where
 * the component takes text and JSON elsewhere, a field that comes several times is a list. Names that the function does not
 * have are kept, so that they are refused as they are in JSON.
 */
export function formArguments(
  fn: FunctionDescription,
  components: ReadonlyMap<number, ComponentDescription>,
  form: ReceivedForm,
  shape: JsonShape,
): FormArguments {
  const given = new Map<string, Given>();
  const of = (field: string): Given => {
    const known = given.get(field) ?? { texts: [], files: [] };
    given.set(field, known);
    return known;
  };
  for (const { field, text } of form.texts) of(field).texts.push(text);
  for (const { field, file } of form.files) of(field).files.push(file);
  const fields: FieldProblem[] = [];
  const values: [string, JsonValue][] = [];
  for (const [name, parts] of given) {
    const index = fn.inputNames.indexOf(name);
    const component = components.get(fn.inputs[index] ?? -1);
    try {
      values.push([name, component === undefined ? null : argumentOf(component, parts, shape)]);
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      fields.push({ name, index, message: `${name} ${error.message}` });
    }
  }
  return fields.length > 0 ? { ok: false, fields } : { ok: true, values: Object.fromEntries(values) };
}

class FieldError extends Error {}

function argumentOf({ api_info: schema, fileSlots }: ComponentDescription, given: Given, shape: JsonShape): JsonValue {
  const { texts, files } = given;
  if (files.length > 0) {
    if (fileSlots.length === 0) throw new FieldError("takes no file: send its value as text");
    const list = fileSlots.every((slot) => slot.startsWith("/*"));
    const placed = files.map((file) => place(file, list ? fileSlots.map((slot) => slot.slice(2)) : fileSlots));
    const all = [...placed, ...texts];
    return list ? all : single(all);
  }
  const isList = schema["type"] === "array";
  const [text = ""] = texts;
  if (isList && (texts.length > 1 || !text.trimStart().startsWith("["))) {
    return texts.map((one) => parse(one, isObject(schema["items"]) ? schema["items"] : {}, shape));
  }
  const one = single(texts);
  return fileSlots.includes("") && !one.trimStart().startsWith("{") ? one : parse(one, schema, shape);
}

function single<Value>(values: readonly Value[]): Value {
  const [value] = values;
  if (value === undefined || values.length > 1) throw new FieldError("takes one value: send its field once");
  return value;
}

// Of several places the one that is called as the file's kind ("image"), else the last: an editor's whole picture.
function place(file: StoredFile, slots: readonly string[]): JsonValue {
  const kind = file.type.split("/")[0] ?? "";
  const slot = slots.find((one) => one === `/${kind}`) ?? slots.at(-1) ?? "";
  const steps = slot.split("/").slice(1);
  if (steps.includes("*")) throw new FieldError("takes no bare files: upload them, and send its value as JSON");
  const data: JsonValue = { path: file.ref, orig_name: file.name, meta: { ...fileMeta } };
  return steps.reduceRight<JsonValue>((inner, step) => ({ [step]: inner }), data);
}

function parse(text: string, schema: JsonObject, shape: JsonShape): JsonValue {
  if (takesText(schema) || findExcess(text, shape) !== null) return text;
  const plain = readPlain(text.trim(), schema["type"]);
  if (plain !== undefined) return plain;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const ticked: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["on", true],
  ["1", true],
  ["false", false],
  ["off", false],
  ["0", false],
]);

/** A number or a yes or no as people and programs write them in forms, in more ways than JSON; undefined for none. */
function readPlain(text: string, type: JsonValue | undefined): JsonValue | undefined {
  const types = Array.isArray(type) ? type : [type];
  if (types.includes("boolean")) return ticked.get(text.toLowerCase());
  if (!types.includes("number") && !types.includes("integer")) return undefined;
  // An empty field is a number that was left out.
  if (text === "") return null;
  return decimal.test(text) ? Number(text) : undefined;
}

function takesText({ type, enum: choices }: JsonObject): boolean {
  if (Array.isArray(choices)) return choices.every((choice) => typeof choice === "string");
  return type === "string";
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

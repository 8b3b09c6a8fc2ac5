import {
  isFileData,
  type ComponentConfig,
  type InitialValues,
  type JsonObject,
  type JsonValue,
} from "@vitrine/protocol";
import type { PageStore } from "./store.ts";
import { wordsOf, type Saved, type SavedInput } from "./saved.ts";

/**
 * What of the inputs of an app fills in those of the app that took its place, by the new ids: what a visitor gave, has the same name and
 * kind and passes the new schema. Names that nobody chose count by their label as well. Files stay behind: the server
 * that held them is gone.
 */
export function stillFits(
  saved: readonly SavedInput[],
  inputs: readonly ComponentConfig[],
): Readonly<Record<number, JsonValue>> {
  const found = inputs.flatMap(({ id, type, props, api_info }) => {
    const { name, label } = wordsOf(props);
    const isChosen = name !== null && !/^param_\d+$/.test(name);
    const alike = saved.filter(
      (one) => one.isChanged && one.type === type && one.name === name && (isChosen || one.label === label),
    );
    const [only] = alike.length === 1 ? alike : alike.filter((one) => one.label === label);
    return only && !holdsStored(only.value) && (only.value === null || passes(only.value, api_info))
      ? [[id, only.value] as const]
      : [];
  });
  return Object.fromEntries(found);
}

/** Fills in what still fits, where nobody has touched the new input yet. */
export function fillFitting(
  page: { readonly inputs: readonly ComponentConfig[]; readonly store: PageStore },
  saved: Saved,
  initial: InitialValues,
): void {
  const { values } = page.store.getState();
  const fitting = stillFits(saved.inputs, page.inputs);
  const untouched = Object.entries(fitting).filter(([id]) => values[Number(id)] === initial[Number(id)]);
  page.store.setState({ values: { ...values, ...Object.fromEntries(untouched) } });
}

function holdsStored(value: JsonValue): boolean {
  if (typeof value !== "object" || value === null) return false;
  return isFileData(value) || Object.values(value).some(holdsStored);
}

/** Whether a value passes a schema, as far as the schemas of components go (JSON Schema 2020-12, without references). */
export function passes(value: JsonValue, schema: JsonObject): boolean {
  return Object.entries(schema).every(([keyword, rule]) => rules[keyword]?.(value, rule as never, schema) ?? true);
}

type Rule = (value: JsonValue, rule: never, schema: JsonObject) => boolean;

const rules: Readonly<Record<string, Rule>> = {
  type: (value, rule: string | readonly string[]) => [rule].flat().some((name) => isType(value, name)),
  enum: (value, rule: readonly JsonValue[]) => rule.some((one) => isEqual(one, value)),
  const: (value, rule: JsonValue) => isEqual(rule, value),
  anyOf: (value, rule: readonly JsonObject[]) => rule.some((one) => passes(value, one)),
  minimum: (value, rule: number) => typeof value !== "number" || value >= rule,
  maximum: (value, rule: number) => typeof value !== "number" || value <= rule,
  minLength: (value, rule: number) => typeof value !== "string" || lengthOf(value) >= rule,
  maxLength: (value, rule: number) => typeof value !== "string" || lengthOf(value) <= rule,
  pattern: (value, rule: string) => typeof value !== "string" || new RegExp(rule, "u").test(value),
  minItems: (value, rule: number) => !Array.isArray(value) || value.length >= rule,
  maxItems: (value, rule: number) => !Array.isArray(value) || value.length <= rule,
  items: (value, rule: JsonObject) => !Array.isArray(value) || value.every((item) => passes(item as JsonValue, rule)),
  required: (value, rule: readonly string[]) => !isRecord(value) || rule.every((key) => Object.hasOwn(value, key)),
  properties: (value, rule: Readonly<Record<string, JsonObject>>) =>
    !isRecord(value) ||
    Object.entries(rule).every(([key, one]) => !Object.hasOwn(value, key) || passes(value[key]!, one)),
};

/** Characters as JSON Schema counts them. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

function isRecord(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isType(value: JsonValue, name: string): boolean {
  if (name === "null") return value === null;
  if (name === "array") return Array.isArray(value);
  if (name === "object") return isRecord(value);
  if (name === "integer") return Number.isInteger(value);
  return typeof value === name;
}

function isEqual(one: JsonValue, other: JsonValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

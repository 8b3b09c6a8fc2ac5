import type { Ajv2020 } from "ajv/dist/2020.js";
import type { DataValidateFunction } from "ajv/dist/types/index.js";

/**
 * Puts checks of `enum` and `uniqueItems` in the place of Ajv's own, which look at each value of the list for each item,
 * and at each pair of items: work that grows with the square of what a visitor sends. These look each item up; lists and
 * objects are the same where their JSON is.
 */
export function useLinearKeywords(ajv: Ajv2020): void {
  ajv.removeKeyword("enum");
  ajv.addKeyword({
    keyword: "enum",
    schemaType: "array",
    compile(allowedValues: readonly unknown[]) {
      const allowed = new Set(allowedValues.map(keyOf));
      return judge("enum", { allowedValues }, (value) => allowed.has(keyOf(value)));
    },
  });
  ajv.removeKeyword("uniqueItems");
  ajv.addKeyword({
    keyword: "uniqueItems",
    type: "array",
    schemaType: "boolean",
    compile: (wanted: boolean) =>
      judge("uniqueItems", {}, (items) => !wanted || areUnique(items as readonly unknown[])),
  });
}

function areUnique(items: readonly unknown[]): boolean {
  return new Set(items.map(keyOf)).size === items.length;
}

function keyOf(value: unknown): unknown {
  return typeof value === "object" && value !== null ? `\0${JSON.stringify(value)}` : value;
}

function judge(keyword: string, params: object, isGood: (value: unknown) => boolean): DataValidateFunction {
  const check: DataValidateFunction = (value: unknown) => {
    if (isGood(value)) return true;
    check.errors = [{ keyword, params }];
    return false;
  };
  return check;
}

import { expect, it } from "vitest";
import { explainUnknownOption } from "./gradio-names.ts";

const known = ["min", "max", "multiple", "topK", "maxLength", "defaultConcurrencyLimit"];

it.each([
  ["minimum", "min"],
  ["maximum", "max"],
  ["multiselect", "multiple"],
  ["file_count", "multiple"],
  ["fileCount", "multiple"],
  ["num_top_classes", "topK"],
  ["max_length", "maxLength"],
  ["default_concurrency_limit", "defaultConcurrencyLimit"],
  ["maxlength", "maxLength"],
  ["maxLenght", "maxLength"],
])("says that %s is spelled %s", (given, ours) => {
  expect(explainUnknownOption("Demo", given, known)).toBe(`Demo: unknown option "${given}"; did you mean ${ours}?`);
});

it("lists the options where nothing is near, and never offers one that the place lacks", () => {
  expect(explainUnknownOption('Slider "steps"', "colour", ["min", "max"])).toBe(
    'Slider "steps": unknown option "colour"; it takes min, max.',
  );
  expect(explainUnknownOption("Slider", "file_count", ["min"])).toBe(
    'Slider: unknown option "file_count"; it takes min.',
  );
  expect(explainUnknownOption("Slider", "__proto__", ["min"])).toContain("it takes min");
});

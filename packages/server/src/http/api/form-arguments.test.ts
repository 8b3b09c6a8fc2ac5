import { Checkbox, Json, Numberbox, Radio, Slider, Textbox, implementation } from "@vitrine/components";
import { expect, it } from "vitest";
import type { ComponentDescription, FunctionDescription } from "../../app-model/description.ts";
import { formArguments } from "./form-arguments.ts";

const parts = {
  number: Numberbox(),
  slider: Slider(),
  tick: Checkbox(),
  text: Textbox(),
  json: Json(),
  pick: Radio({ choices: [1, 7] }),
};
const names = Object.keys(parts);
const components = new Map(
  Object.values(parts).map((component, id) => {
    const { schema, fileSlots } = component[implementation];
    return [id, { id, api_info: schema, fileSlots } as unknown as ComponentDescription];
  }),
);
const fn = { inputs: [...components.keys()], inputNames: names } as unknown as FunctionDescription;

it.each<[string, string, unknown]>([
  ["number", ".5", 0.5],
  ["number", "5.", 5],
  ["number", "+5", 5],
  ["number", "007", 7],
  ["number", " -1.5e3 ", -1500],
  ["number", "", null],
  ["number", "1,5", "1,5"],
  ["number", "0x10", "0x10"],
  ["number", "Infinity", "Infinity"],
  ["slider", "08", 8],
  ["tick", "True", true],
  ["tick", "on", true],
  ["tick", "1", true],
  ["tick", "FALSE", false],
  ["tick", "off", false],
  ["tick", "perhaps", "perhaps"],
  ["text", "007", "007"],
  ["text", "true", "true"],
  ["json", "007", "007"],
  ["json", "[1]", [1]],
  ["pick", "7", 7],
])("a field %s of %j is %j", (field, text, value) => {
  const form = { texts: [{ field, text }], files: [] };
  const shape = { maxDepth: 10, maxValues: 100 };
  expect(formArguments(fn, components, form, shape)).toEqual({ ok: true, values: { [field]: value } });
});

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as components from "../index.ts";
import type { CommonProps } from "../core/component.ts";
import { gradioOptionsOf } from "./test-gradio-options.ts";

type Factory = (props?: object) => { readonly props: CommonProps };

const named: Readonly<Record<string, string>> = { Number: "Numberbox", JSON: "Json" };
const factories = Object.entries(gradioOptionsOf).flatMap(([name, options]): [string, Factory, string[]][] => {
  const factory = (components as Readonly<Record<string, unknown>>)[named[name] ?? name];
  if (typeof factory !== "function" || name === "State") return [];
  const make = factory as Factory;
  const withText = (props?: object) => (factory as (text: string, props?: object) => ReturnType<Factory>)("Go", props);
  return [[name, name === "Button" ? withText : make, options.split(" ")]];
});

/** What a component says of an option; null where it takes it. Choices are given where they are needed. */
function said(factory: Factory, option: string): string | null {
  for (const props of [{}, { choices: ["a"] }]) {
    try {
      factory({ ...props, [option]: undefined });
      return null;
    } catch (error) {
      const { message } = error as Error;
      if (!/choices must be a list|unknown option "choices"/.test(message)) return message;
    }
  }
  return null;
}

it("has every component of Gradio, or its name in the page for who comes from there", () => {
  const page = readFileSync(new URL("../../../../docs/coming-from-gradio.md", import.meta.url), "utf8");
  const untold = Object.keys(gradioOptionsOf).filter(
    (name) => !((named[name] ?? name) in components) && !page.includes(`\`${name}\``),
  );
  expect(untold).toEqual([]);
});

it("covers the components that both have", () => {
  expect(factories.length).toBeGreaterThan(20);
});

it.each(factories)(
  "every option of Gradio's %s is taken, spelled as here, or told what to do today",
  (_, factory, all) => {
    const unclear = all.filter((option) => {
      const message = said(factory, option);
      if (message === null) return false;
      const [, meant] = /did you mean (\w+)\?$/.exec(message) ?? [];
      if (meant !== undefined) return said(factory, meant) !== null;
      return !/ is not available yet: .{8,}\.$/.test(message);
    });
    expect(unclear).toEqual([]);
  },
);

it("says it in one sentence, whichever way the option is spelled", () => {
  const make = components.Slider as unknown as Factory;
  expect(said((props) => make({ name: "steps", ...props }), "randomize")).toBe(
    'Slider "steps": randomize is not available yet: give a `value` that the script has drawn.',
  );
  expect(said(make, "show_label")).toBe(
    "Slider: show_label is not available yet: leave it out; every field keeps its label, and `label` says which.",
  );
  expect(said(make, "showLabel")).toContain("showLabel is not available yet");
  expect(said(components.Audio as unknown as Factory, "sources")).toContain("leave it out; a visitor chooses a file");
});

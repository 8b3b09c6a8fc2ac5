import { Checkbox, CheckboxGroup, Dropdown, Image, Numberbox, Slider, State, Textbox } from "@vitrine/components";
import { describe, expectTypeOf, it } from "vitest";
import type { HasApi } from "./api-types.ts";
import { Interface } from "../apps/interface.ts";

/** What a client of an app sends to an endpoint. */
type InputOf<App extends HasApi, Path extends keyof App["$api"]> = App["$api"][Path]["input"];
/** What a client of an app reads from an endpoint. */
type OutputOf<App extends HasApi, Path extends keyof App["$api"]> = App["$api"][Path]["output"];

describe("what a client knows of an app", () => {
  const demo = new Interface({
    inputs: [
      Textbox({ name: "text" }),
      Slider({ name: "level", value: 3 }),
      State(() => 0),
      Image({ name: "picture", optional: true }),
    ],
    outputs: [Textbox(), Numberbox()],
    fn: (text, level) => [text, level],
  });

  it("is its endpoint", () => {
    expectTypeOf<keyof (typeof demo)["$api"]>().toEqualTypeOf<"/predict">();
    const named = new Interface({ inputs: "text", outputs: "text", apiName: "echo", fn: (text) => text });
    expectTypeOf<keyof (typeof named)["$api"]>().toEqualTypeOf<"/echo">();
    expectTypeOf(demo).toExtend<HasApi>();
  });

  it("is what to send: by name, without what has a default, or in order", () => {
    type Input = InputOf<typeof demo, "/predict">;
    expectTypeOf<{ text: string }>().toExtend<Input>();
    expectTypeOf<{ text: string; level: number; picture: null }>().toExtend<Input>();
    expectTypeOf<[string, number, null]>().toExtend<Input>();
    expectTypeOf<{ level: number }>().not.toExtend<Input>();
    expectTypeOf<{ text: number }>().not.toExtend<Input>();
    expectTypeOf<[string]>().not.toExtend<Input>();
  });

  it("is what it reads: a tuple or a record, without State", () => {
    expectTypeOf<OutputOf<typeof demo, "/predict">>().toEqualTypeOf<[string, number]>();
    const kept = State(() => 0);
    const record = new Interface({
      inputs: ["text", kept],
      outputs: { out: "text", kept, size: Numberbox() },
      fn: (text, before) => ({ out: text, kept: before + 1 }),
    });
    expectTypeOf<OutputOf<typeof record, "/predict">>().toEqualTypeOf<{ out: string; size: number }>();
    const single = new Interface({ inputs: "text", outputs: "number", fn: (text) => text.length });
    expectTypeOf<OutputOf<typeof single, "/predict">>().toEqualTypeOf<[number]>();
  });

  it("has made-up names where there are none", () => {
    const unnamed = new Interface({
      inputs: [Textbox(), State(() => 0), Slider()],
      outputs: "text",
      fn: (text) => text,
    });
    expectTypeOf<{ param_0: string }>().toExtend<InputOf<typeof unnamed, "/predict">>();
    expectTypeOf<{ param_0: string; param_1: number }>().toExtend<InputOf<typeof unnamed, "/predict">>();
    expectTypeOf<{ nonsense: string; other: number }>().not.toExtend<InputOf<typeof unnamed, "/predict">>();
    expectTypeOf<{}>().not.toExtend<InputOf<typeof unnamed, "/predict">>();
  });

  it("may be left out where the page begins with something, too", () => {
    const begun = new Interface({
      inputs: {
        text: "text",
        level: Slider(),
        on: Checkbox(),
        word: "checkbox",
        one: Dropdown({ choices: ["a"] }),
        some: Dropdown({ choices: ["a"], multiple: true }),
        group: CheckboxGroup({ choices: ["a"] }),
      },
      outputs: "text",
      fn: ({ text }) => text,
    });
    expectTypeOf<InputOf<typeof begun, "/predict">>().toEqualTypeOf<{
      text: string;
      one: "a";
      level?: number;
      on?: boolean;
      word?: boolean;
      some?: "a"[];
      group?: "a"[];
    }>();
  });

  it("follows the keys of a record of inputs", () => {
    const record = new Interface({
      inputs: { who: "text", level: Slider({ value: 1 }), kept: State(() => "") },
      outputs: "text",
      fn: ({ who, level, kept }) => who.repeat(level) + kept,
    });
    expectTypeOf<InputOf<typeof record, "/predict">>().toEqualTypeOf<{ who: string; level?: number }>();
  });
});

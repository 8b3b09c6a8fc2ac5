import type { FileData } from "@vitrine/protocol";
import { describe, expectTypeOf, it } from "vitest";
import {
  Checkbox,
  CheckboxGroup,
  Dropdown,
  File,
  type Give,
  type GivenLayers,
  type GivesFile,
  Image,
  Json,
  Label,
  Markdown,
  type Layers,
  Numberbox,
  type Picture,
  type PictureLike,
  Radio,
  type Read,
  type Receive,
  type ReceivedFile,
  type Resolve,
  type Send,
  serverFile,
  type ServerFile,
  Sketchpad,
  Slider,
  State,
  Textbox,
  type Trigger,
} from "../index.ts";
import type { Exactly } from "./define-component.ts";

describe("what a function receives", () => {
  it("follows the kind", () => {
    expectTypeOf<Receive<ReturnType<typeof text>>>().toEqualTypeOf<string>();
    const slider = Slider({ min: 1 });
    expectTypeOf<Receive<typeof slider>>().toEqualTypeOf<number>();
    const number = Numberbox();
    expectTypeOf<Receive<typeof number>>().toEqualTypeOf<number>();
    const box = Checkbox();
    expectTypeOf<Receive<typeof box>>().toEqualTypeOf<boolean>();
  });

  it("is the union of the choices' values", () => {
    const radio = Radio({ choices: ["small", ["Large", 2]] });
    expectTypeOf<Receive<typeof radio>>().toEqualTypeOf<"small" | 2>();
    const group = CheckboxGroup({ choices: ["a", "b"] });
    expectTypeOf<Receive<typeof group>>().toEqualTypeOf<("a" | "b")[]>();
    const one = Dropdown({ choices: ["cat", "dog"] });
    expectTypeOf<Receive<typeof one>>().toEqualTypeOf<"cat" | "dog">();
    const several = Dropdown({ choices: ["cat", "dog"], multiple: true });
    expectTypeOf<Receive<typeof several>>().toEqualTypeOf<("cat" | "dog")[]>();
    const listed = Dropdown({ choices: words() });
    expectTypeOf<Receive<typeof listed>>().toEqualTypeOf<string>();
    const free = Dropdown({ choices: [1, 2], allowCustomValue: true });
    expectTypeOf<Receive<typeof free>>().toEqualTypeOf<string | 1 | 2>();
  });

  it("includes null where the value is optional, and only there", () => {
    const maybe = Textbox({ optional: true });
    expectTypeOf<Receive<typeof maybe>>().toEqualTypeOf<string | null>();
    expectTypeOf<Send<typeof maybe>>().toEqualTypeOf<string | null>();
    expectTypeOf<Give<typeof maybe>>().toEqualTypeOf<string>();
    const surely = Textbox({ optional: false });
    expectTypeOf<Receive<typeof surely>>().toEqualTypeOf<string>();
    const image = Image({ optional: true });
    expectTypeOf<Receive<typeof image>>().toEqualTypeOf<Picture | null>();
    const radio = Radio({ choices: ["a"], optional: true });
    expectTypeOf<Receive<typeof radio>>().toEqualTypeOf<"a" | null>();
  });

  it("follows type and multiple of media and files", () => {
    const picture = Image();
    expectTypeOf<Receive<typeof picture>>().toEqualTypeOf<Picture>();
    expectTypeOf<Give<typeof picture>>().toEqualTypeOf<PictureLike | GivesFile>();
    const asFile = Image({ type: "file" });
    expectTypeOf<Receive<typeof asFile>>().toEqualTypeOf<ReceivedFile>();
    const pad = Sketchpad();
    expectTypeOf<Receive<typeof pad>>().toEqualTypeOf<Picture>();
    expectTypeOf<Give<typeof pad>>().toEqualTypeOf<PictureLike | GivenLayers | GivesFile>();
    const parts = Sketchpad({ type: "layers" });
    expectTypeOf<Receive<typeof parts>>().toEqualTypeOf<Layers>();
    const files = File({ multiple: true });
    expectTypeOf<Receive<typeof files>>().toEqualTypeOf<ReceivedFile[]>();
    expectTypeOf<Read<typeof files>>().toEqualTypeOf<FileData[]>();
  });

  it("widens what a State starts with", () => {
    const count = State(() => 0);
    expectTypeOf<Receive<typeof count>>().toEqualTypeOf<number>();
    const list = State(() => [] as string[]);
    expectTypeOf<Give<typeof list>>().toEqualTypeOf<string[]>();
  });

  it("follows a word as it does its component", () => {
    expectTypeOf<Receive<"text">>().toEqualTypeOf<string>();
    expectTypeOf<Receive<"number">>().toEqualTypeOf<number>();
    expectTypeOf<Receive<"image">>().toEqualTypeOf<Picture>();
    expectTypeOf<Resolve<"slider">["kind"]>().toEqualTypeOf<"slider">();
  });
});

describe("what a function may give", () => {
  it("is anything for Json, scores or a label for Label", () => {
    interface Answer {
      readonly ok: boolean;
    }
    const json = Json();
    expectTypeOf<Answer>().toExtend<Give<typeof json>>();
    const label = Label({ topK: 3 });
    expectTypeOf<Give<typeof label>>().toEqualTypeOf<Readonly<Record<string, number>> | string>();
  });

  it("is never a bare text for a file", () => {
    const file = File();
    expectTypeOf<string>().not.toExtend<Give<typeof file>>();
    expectTypeOf<{ path: string }>().not.toExtend<Give<typeof file>>();
    expectTypeOf(serverFile("cat.png")).toEqualTypeOf<ServerFile>();
    expectTypeOf<ServerFile>().toExtend<Give<typeof file>>();
  });
});

describe("the component itself", () => {
  it("keeps the author's literal name and options", () => {
    const prompt = Textbox({ name: "prompt", value: "a fox" });
    expectTypeOf(prompt.props.name).toEqualTypeOf<"prompt">();
    expectTypeOf(prompt.props.value).toEqualTypeOf<"a fox">();
    expectTypeOf(prompt.kind).toEqualTypeOf<"textbox">();
  });

  it("carries its triggers, with their data", () => {
    expectTypeOf(Slider().release).toEqualTypeOf<Trigger>();
    expectTypeOf(Radio({ choices: ["a"] }).select).toEqualTypeOf<Trigger<{ index: number; value: "a" }>>();
    // @ts-expect-error a Textbox has no click
    void Textbox().click;
  });

  it("refuses what it does not take", () => {
    expectTypeOf(Slider({ min: 1 }).props).toEqualTypeOf<{ readonly min: 1 }>();
    // @ts-expect-error Gradio's spelling
    void (() => Slider({ minimum: 1 }));
    // @ts-expect-error an unknown option of a component with choices
    void (() => Radio({ choices: ["a"], colour: "red" }));
    // @ts-expect-error choices are needed
    void (() => Radio({}));
    // @ts-expect-error the value of a Slider is a number
    void (() => Slider({ value: "3" }));
    // @ts-expect-error a format that is none
    void (() => Image({ format: "gif" }));
    // @ts-expect-error a canvas has two sides
    void (() => Sketchpad({ canvasSize: [28] }));
    // @ts-expect-error a State is made by a function
    void (() => State([]));
  });
});

function text() {
  return Textbox({ lines: 2 });
}

function words(): string[] {
  return ["a", "b"];
}

describe("what stands where options belong", () => {
  it("is refused: texts, numbers, flags, lists, functions and objects of other kinds", () => {
    expectTypeOf(Textbox({ label: "Name" }).kind).toEqualTypeOf<"textbox">();
    // @ts-expect-error A label is an option.
    Textbox("Name");
    // @ts-expect-error So is a value.
    Textbox(3);
    // @ts-expect-error So is a value that is made.
    Textbox(() => 1);
    // @ts-expect-error One option in a list is none.
    Textbox(["label"]);
    // @ts-expect-error Nothing is no object.
    Textbox(null);
    // @ts-expect-error A map is no record.
    Textbox(new Map());
    // @ts-expect-error The text is the option `value`.
    Markdown("# Title");
    // @ts-expect-error The label is an option.
    Checkbox("Agree");
    // @ts-expect-error The value is an option.
    Checkbox(true);
    // @ts-expect-error The choices are an option.
    Dropdown(["a", "b"]);
    // @ts-expect-error The choices are an option.
    Radio(["a", "b"]);
    // @ts-expect-error The kinds of files are an option.
    File([".txt"]);
  });

  it("may be an object that was made before", () => {
    const shared = { label: "Words", lines: 2 } as const;
    const box = Textbox({ ...shared, optional: true });
    expectTypeOf<Receive<typeof box>>().toEqualTypeOf<string | null>();
    expectTypeOf<Receive<ReturnType<typeof Textbox<typeof shared>>>>().toEqualTypeOf<string>();
  });

  it("names an unknown option in the compiler's message, with ours where it is Gradio's", () => {
    expectTypeOf<Exactly<{ stepp: unknown }, { label?: string }>["stepp"]>().toEqualTypeOf<
      "There is no option stepp" | undefined
    >();
    expectTypeOf<Exactly<{ minimum: unknown }, { label?: string }>["minimum"]>().toEqualTypeOf<
      "There is no option minimum: did you mean min?" | undefined
    >();
    // @ts-expect-error There is no option stepp.
    Slider({ name: "steps", stepp: 1 });
  });
});

import {
  Checkbox,
  Dropdown,
  Image,
  Json,
  Label,
  Numberbox,
  Sketchpad,
  Slider,
  State,
  Textbox,
  type ReceivedFile,
} from "@vitrine/components";
import { describe, expectTypeOf, it } from "vitest";
import type { BatchCallContext, CallContext } from "../app-model/call-context.ts";
import { Interface, type InterfaceOptions } from "./interface.ts";
import type { BatchProduced, Fn, Produced } from "../app-model/signature.ts";

describe("the function's arguments", () => {
  it("follow a list of inputs, the context comes last", () => {
    void new Interface({
      inputs: [Textbox({ name: "text" }), Slider({ name: "level" }), Checkbox()],
      outputs: Textbox(),
      fn: (text, level, loud, context) => {
        expectTypeOf(text).toEqualTypeOf<string>();
        expectTypeOf(level).toEqualTypeOf<number>();
        expectTypeOf(loud).toEqualTypeOf<boolean>();
        expectTypeOf(context).toEqualTypeOf<CallContext>();
        return text;
      },
    });
  });

  it("follow one input, a word, a list of words and a record", () => {
    void new Interface({
      inputs: Numberbox(),
      outputs: "text",
      fn: (count) => {
        expectTypeOf(count).toEqualTypeOf<number>();
        return "";
      },
    });
    void new Interface({
      inputs: ["text", "number"],
      outputs: ["text", "json"],
      fn: (text, count) => {
        expectTypeOf(text).toEqualTypeOf<string>();
        expectTypeOf(count).toEqualTypeOf<number>();
        return [text, { count }];
      },
    });
    void new Interface({
      inputs: { text: "text", level: Slider({ min: 1 }) },
      outputs: "label",
      fn: ({ text, level }, { progress, signal }) => {
        expectTypeOf(text).toEqualTypeOf<string>();
        expectTypeOf(level).toEqualTypeOf<number>();
        expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
        progress(0.5);
        progress(1, null, { text: "reading" });
        return { [text]: level };
      },
    });
  });

  it("keep choices apart", () => {
    void new Interface({
      inputs: [
        Dropdown({ name: "kind", choices: ["cat", "dog"] }),
        Dropdown({ name: "kinds", choices: ["cat", "dog"], multiple: true }),
      ],
      outputs: Json(),
      fn: (kind, kinds) => {
        expectTypeOf(kind).toEqualTypeOf<"cat" | "dog">();
        expectTypeOf(kinds).toEqualTypeOf<("cat" | "dog")[]>();
        return { kind, kinds };
      },
    });
  });

  it("include null where an input is optional", () => {
    void new Interface({
      inputs: [Image({ name: "picture", optional: true }), Textbox({ optional: true })],
      outputs: Label(),
      fn: (picture, text) => {
        expectTypeOf(text).toEqualTypeOf<string | null>();
        expectTypeOf<null>().toExtend<typeof picture>();
        return picture === null ? "none" : { wide: picture.width };
      },
    });
  });

  it("have the type of what a State keeps", () => {
    const counter = State(() => 0);
    const lines = State(() => [] as string[]);
    void new Interface({
      inputs: ["number", counter, lines],
      outputs: ["number", counter, lines],
      fn: (step, before, said) => {
        expectTypeOf(before).toEqualTypeOf<number>();
        expectTypeOf(said).toEqualTypeOf<string[]>();
        return [step, before + 1, [...said, `${step}`]];
      },
    });
  });
});

describe("the function's result", () => {
  it("may come at once, later, or as yields", () => {
    const ports = { inputs: [Textbox()], outputs: [Textbox(), Numberbox()] } as const;
    void new Interface({ ...ports, fn: (text) => [text, text.length] });
    void new Interface({ ...ports, fn: async (text) => [text, text.length] });
    void new Interface({
      ...ports,
      fn: function* (text) {
        yield [text, 1];
      },
    });
    void new Interface({
      inputs: [Textbox({ name: "text" })],
      outputs: Textbox(),
      fn: async function* (text, { signal }) {
        expectTypeOf(text).toEqualTypeOf<string>();
        if (!signal.aborted) yield text;
      },
    });
    void new Interface({
      inputs: "text",
      outputs: "text",
      fn: (text): AsyncIterable<string> =>
        (async function* () {
          yield text;
        })(),
    });
    expectTypeOf<AsyncIterable<string>>().toExtend<ReturnType<Fn<"text", "text">>>();
  });

  it("may clear outputs, and leave out keys of a record", () => {
    void new Interface({ inputs: "text", outputs: "text", fn: () => null });
    void new Interface({ inputs: "text", outputs: ["text", "number"], fn: (text) => [text, null] });
    void new Interface({ inputs: "text", outputs: { a: "text", b: "number" }, fn: (text) => ({ b: text.length }) });
    expectTypeOf<null>().toExtend<Produced<"text">>();
  });

  it("may be nothing where there are no outputs", () => {
    void new Interface({ inputs: "text", outputs: [], fn: (text) => void text.length });
    expectTypeOf<void>().toExtend<ReturnType<Fn<"text", readonly []>>>();
  });

  it("must be what the outputs show", () => {
    // @ts-expect-error a number for a text
    void new Interface({ inputs: [Textbox()], outputs: Textbox(), fn: () => 1 });
    // @ts-expect-error one value for two outputs
    void new Interface({ inputs: [Textbox()], outputs: [Textbox(), Numberbox()], fn: (text) => [text] });
    // @ts-expect-error the wrong way round
    void new Interface({ inputs: [Textbox()], outputs: [Textbox(), Numberbox()], fn: (text) => [1, text] });
    // @ts-expect-error a key that is no output
    void new Interface({ inputs: [Textbox()], outputs: { out: Textbox() }, fn: () => ({ oout: "x" }) });
    void new Interface({
      inputs: [Textbox()],
      outputs: Textbox(),
      // @ts-expect-error a number yielded for a text
      fn: function* () {
        yield 1;
      },
    });
    // @ts-expect-error nothing for an output
    void new Interface({ inputs: [Textbox()], outputs: Textbox(), fn: () => {} });
    // @ts-expect-error a picture is not a path
    void new Interface({ inputs: "text", outputs: Image(), fn: (text) => text });
    expectTypeOf<number>().not.toExtend<Produced<"text">>();
  });
});

describe("a batched function", () => {
  it("takes an array an input and the contexts, and gives an array an output", () => {
    void new Interface({
      inputs: [Textbox({ name: "text" }), Numberbox()],
      outputs: [Textbox(), Numberbox()],
      batch: true,
      maxBatchSize: 8,
      batchTimeoutMs: 20,
      fn: (texts, counts, contexts) => {
        expectTypeOf(texts).toEqualTypeOf<string[]>();
        expectTypeOf(counts).toEqualTypeOf<number[]>();
        expectTypeOf(contexts).toEqualTypeOf<BatchCallContext[]>();
        return [texts.map((text) => (text === "" ? new Error("empty") : text)), counts];
      },
    });
    void new Interface({
      inputs: Textbox(),
      outputs: Numberbox(),
      batch: true,
      fn: async (texts) => texts.map((text) => text.length),
    });
    void new Interface({
      inputs: { text: Textbox() },
      outputs: { size: Numberbox() },
      batch: true,
      fn: ({ text }) => ({ size: text.map((one) => one.length) }),
    });
  });

  it("may yield places without news, but not return them", () => {
    void new Interface({
      inputs: Textbox(),
      outputs: Textbox(),
      batch: true,
      fn: async function* (texts, contexts) {
        yield texts.map((text, index) => (index === 0 ? text : undefined));
        contexts[0]?.done();
      },
    });
    void new Interface({
      inputs: Textbox(),
      outputs: Textbox(),
      batch: true,
      // @ts-expect-error a place without a value
      fn: (texts) => texts.map((text, index) => (index === 0 ? text : undefined)),
    });
    expectTypeOf<undefined[]>().not.toExtend<BatchProduced<"text">>();
  });

  it("must give a column for each output", () => {
    // @ts-expect-error one column for two outputs
    void new Interface({ inputs: [Textbox()], outputs: [Textbox(), Numberbox()], batch: true, fn: (texts) => [texts] });
    // @ts-expect-error a single value
    void new Interface({ inputs: [Textbox()], outputs: Textbox(), batch: true, fn: (texts) => `${texts.length}` });
    expectTypeOf<string>().not.toExtend<BatchProduced<"text">>();
  });
});

describe("options", () => {
  it("are refused where they are unknown or do not fit", () => {
    // @ts-expect-error no such word
    void new Interface({ inputs: "txt", outputs: "text", fn: () => "x" });
    // @ts-expect-error Gradio's spelling
    void new Interface({ inputs: "text", outputs: "text", concurrency_limit: 1, fn: (text) => text });
    // @ts-expect-error the size of a batch for a function without batches
    void new Interface({ inputs: "text", outputs: "text", maxBatchSize: 1, fn: (text: string) => text });
    // @ts-expect-error no such visibility
    void new Interface({ inputs: "text", outputs: "text", apiVisibility: "hidden", fn: (text: string) => text });
    const demo = new Interface({ inputs: "text", outputs: "text", fn: (text) => text });
    // @ts-expect-error Gradio's spelling
    demo.queue({ max_size: 3 });
    // @ts-expect-error a port in words
    void demo.launch({ port: "7860" });
    expectTypeOf(demo.queue({ maxSize: 3 })).toEqualTypeOf<typeof demo>();
    void demo.launch({ maxFileSize: "32mb", limits: { jsonBody: "8mb", connections: null } });
  });
});

describe("what cost and batchKey see", () => {
  it("is what the function receives, but files that are not decoded", () => {
    void new Interface({
      inputs: { image: Image(), photo: Image({ type: "file", optional: true }), text: "text", drawing: Sketchpad() },
      outputs: "text",
      cost: ({ image, photo, text, drawing }) => {
        expectTypeOf(image).toEqualTypeOf<ReceivedFile>();
        expectTypeOf(photo).toEqualTypeOf<ReceivedFile | null>();
        expectTypeOf(text).toEqualTypeOf<string>();
        expectTypeOf(drawing.composite).toEqualTypeOf<ReceivedFile | null>();
        return image.size + text.length;
      },
      fn: ({ text }) => text,
    });
    void new Interface({
      inputs: ["text", "number"],
      outputs: "text",
      batch: true,
      cost: (text, count) => text.length * count,
      batchKey: (text, count) => {
        expectTypeOf(count).toEqualTypeOf<number>();
        return text.slice(0, 1);
      },
      fn: (texts) => texts,
    });
  });

  it("gives a number and a text", () => {
    // @ts-expect-error A cost is a number.
    void new Interface({ inputs: "text", outputs: "text", cost: (text) => text, fn: (text) => text });
    // @ts-expect-error A key is for batches.
    void new Interface({ inputs: "text", outputs: "text", batchKey: (text) => text, fn: (text) => text });
    expectTypeOf<InterfaceOptions<"text", "text", "predict">["cost"]>().toEqualTypeOf<
      ((text: string) => number | Promise<number>) | undefined
    >();
  });
});

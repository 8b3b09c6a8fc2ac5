import { connect, typed } from "@vitrine/client";
import { expectTypeOf, test } from "vitest";
import {
  api,
  Blocks,
  Button,
  ChatInterface,
  Column,
  Dropdown,
  Gallery,
  Image,
  Interface,
  keep,
  Label,
  Numberbox,
  on,
  Row,
  Slider,
  State,
  Textbox,
  update,
} from "vitrine";

// One app with all that types must follow from its declaration to its client.
const name = Textbox({ name: "name" });
const level = Slider({ name: "level", value: 3 });
const out = Textbox({ name: "out" });
const go = Button("Go");
const stop = Button("Stop");
const shots = Gallery();
const kept = State(() => [] as string[]);

const run = on(go.click, {
  inputs: [name, level],
  outputs: [out, level],
  fn: async function* (who, n, { signal }) {
    expectTypeOf(who).toEqualTypeOf<string>();
    expectTypeOf(n).toEqualTypeOf<number>();
    expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
    yield [who, n];
    yield [keep, update({ value: n + 1 })];
  },
});
const chat = new ChatInterface({ fn: (message, history) => `${message}${history.length}` });
const side = new Interface({ inputs: "text", outputs: "number", apiName: "length", fn: (text) => text.length });

const demo = new Blocks({
  title: "Demo",
  layout: Column(
    Row(name, level, go, stop),
    out,
    shots,
    side,
    new ChatInterface({ apiName: "other", fn: (message, history) => message + history.length }),
    chat,
  ),
  apps: [side, chat],
  events: {
    run,
    stop: on(stop.click, { cancels: [run] }),
    inline: on([go.click, name.submit], {
      inputs: { who: name, level },
      outputs: { out },
      fn: ({ who, level: times }) => {
        expectTypeOf(who).toEqualTypeOf<string>();
        expectTypeOf(times).toEqualTypeOf<number>();
        return { out: who.repeat(times) };
      },
    }),
    picked: on(shots.select, { inputs: [], outputs: out, fn: ({ event }) => `${event?.index}` }),
    nothing: on(name.change, { inputs: [name], outputs: [], fn: (text) => void text.length }),
    changed: api({ inputs: [name], outputs: out, fn: (text) => update({ value: text, label: "New" }) }),
    many: api({
      inputs: [name, Dropdown({ name: "kind", choices: ["cat", "dog"] })],
      outputs: [Textbox(), Numberbox()],
      batch: true,
      fn: (texts, kinds, contexts) => {
        expectTypeOf(texts).toEqualTypeOf<string[]>();
        expectTypeOf(kinds).toEqualTypeOf<("cat" | "dog")[]>();
        expectTypeOf(contexts[0]!.signal).toEqualTypeOf<AbortSignal>();
        return [texts.map((text) => text || new Error("empty")), texts.map((text) => text.length)];
      },
    }),
    count: api({
      inputs: [Numberbox({ name: "step" }), kept],
      outputs: [Numberbox(), kept],
      fn: (step, before) => [step, [...before, `${step}`]],
    }),
    lazily: api({
      inputs: [name],
      outputs: out,
      fn: (text): AsyncIterable<string> =>
        (async function* () {
          yield text;
        })(),
    }),
    maybe: api({
      inputs: [Image({ name: "picture", optional: true })],
      outputs: Label(),
      fn: (picture) => (picture === null ? "none" : { wide: picture.width }),
    }),
  },
});
const unnamed = new Interface({ inputs: [Textbox(), Slider()], outputs: Textbox(), fn: (a, b) => a + b });

test("a client knows the endpoints of an app, what they take and what they give", async () => {
  const client = await connect<typeof demo>("http://127.0.0.1:7860");
  expectTypeOf(client.predict("/run", { name: "a" })).resolves.toEqualTypeOf<{ data: [string, number] }>();
  expectTypeOf(client.predict("/inline", { who: "a" })).resolves.toEqualTypeOf<{ data: { out: string } }>();
  expectTypeOf(client.predict("/changed", ["a"])).resolves.toEqualTypeOf<{ data: [string] }>();
  expectTypeOf(client.predict("/length", ["abc"])).resolves.toEqualTypeOf<{ data: [number] }>();
  expectTypeOf(client.predict("/chat", { message: "x" })).resolves.toEqualTypeOf<{ data: [string] }>();
  expectTypeOf(client.predict("/count", { step: 1 })).resolves.toEqualTypeOf<{ data: [number] }>();
  expectTypeOf(client.predict("/many", { name: "x", kind: "cat" })).resolves.toEqualTypeOf<{
    data: [string, number];
  }>();
  expectTypeOf(client.predict("/lazily", ["a"])).resolves.toEqualTypeOf<{ data: [string] }>();
  void client.predict("/maybe", {});
  void client.predict("/nothing", ["a"]);
  void client.predict("/picked", []);
  // @ts-expect-error -- what only cancels has no endpoint
  void client.predict("/stop", {});
  // @ts-expect-error -- an app of the layout that is not among `apps`
  void client.predict("/other", { message: "x" });
  // @ts-expect-error -- there is no such endpoint
  void client.predict("/nope", {});
  // @ts-expect-error -- who is a text
  void client.predict("/inline", { who: 1 });
  // @ts-expect-error -- kind is one of the choices
  void client.predict("/many", { name: "x", kind: "cow" });
});

test("values without names are param_0, param_1, …", async () => {
  const client = await connect<typeof unnamed>("http://127.0.0.1:7860");
  expectTypeOf(client.predict("/predict", { param_0: "x", param_1: 1 })).resolves.toEqualTypeOf<{ data: [string] }>();
  // @ts-expect-error -- names that are not there
  void client.predict("/predict", { nonsense: "x", other: 1 });
  // @ts-expect-error -- nothing is given
  void client.predict("/predict", {});
});

test("Gradio's client has the same types by a cast", () => {
  const gradio = typed<typeof demo>({});
  expectTypeOf(gradio.predict("/run", { name: "a" })).resolves.toEqualTypeOf<{ data: [string, number] }>();
  // @ts-expect-error -- a name is a text
  void gradio.predict("/run", { name: 1 });
});

test("mistakes are found where they are made", () => {
  // @ts-expect-error -- a Textbox has no click
  on(name.click, { inputs: [name], outputs: out, fn: (text: string) => text });
  // @ts-expect-error -- the update's value is a text
  api({ inputs: [name], outputs: out, fn: () => update({ value: 1 }) });
  // @ts-expect-error -- a key that is no output
  api({ inputs: [name], outputs: { out }, fn: () => ({ oout: "x" }) });
  // @ts-expect-error -- there is no such word for a component
  void new Interface({ inputs: "txt", outputs: "text", fn: () => "x" });
  // @ts-expect-error -- Gradio's name of an option
  void new Interface({ inputs: "text", outputs: "text", concurrency_limit: 1, fn: (text: string) => text });
  // @ts-expect-error -- one column for two outputs
  api({ inputs: [name], outputs: [out, level], batch: true, fn: (texts) => [texts] });
});

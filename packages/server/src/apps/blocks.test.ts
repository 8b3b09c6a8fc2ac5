import { Button, Numberbox, State, Textbox } from "@vitrine/components";
import { expect, it } from "vitest";
import { declarationOf } from "./app.ts";
import { Blocks } from "./blocks.ts";
import { ChatInterface } from "./chat-interface.ts";
import type { AppDeclaration } from "../app-model/declaration.ts";
import { Interface } from "./interface.ts";
import { Column, Row } from "./layout.ts";
import { api, on } from "./on.ts";

const echo = (text: unknown): unknown => text;

/** As a caller without types: what is tested is refused by the compiler as well. */
function declare(options: object): AppDeclaration {
  return declarationOf(new Blocks(options as never));
}

it("tells in one line which functions' callers must use made-up names, those of apps in it included", () => {
  const count = new Interface({ inputs: "text", outputs: "number", apiName: "count", fn: (text) => text.length });
  const [one, two, go] = [Textbox(), Textbox(), Button("Go")];
  const named = Textbox({ name: "named" });
  const { warnings } = declare({
    layout: Column(count, one, two, named, go),
    apps: [count],
    events: {
      both: on(go.click, { inputs: [one, two], outputs: [], fn: () => {} }),
      own: on(go.click, { inputs: [named], outputs: [], fn: () => {} }),
      shy: on(go.click, { inputs: [one], outputs: [], apiVisibility: "undocumented", fn: () => {} }),
    },
  });
  expect(warnings).toEqual([
    expect.stringMatching(/^\/count, \/both: callers of the API must say param_0, param_1; name the inputs, as in/),
  ]);
});

it("gives every component, row and function an id, and an event the component that fires it", () => {
  const name = Textbox({ label: "Name" });
  const go = Button("Go");
  const answer = Textbox({ name: "answer" });
  const run = on(go.click, { inputs: { who: name }, outputs: answer, fn: ({ who }) => who });
  const app = declare({
    layout: Column(Row(name, go), answer),
    events: { run, stop: on([go.click, name.submit], { cancels: [run] }) },
  });
  expect(app.components.map(({ id, name: called, label }) => [id, called, label])).toEqual([
    [3, "who", "Name"],
    [4, null, "Button"],
    [5, "answer", "Answer"],
  ]);
  expect(app.layout).toEqual({
    id: 6,
    children: [
      {
        id: 1,
        children: [
          {
            id: 2,
            children: [
              { id: 3, children: [] },
              { id: 4, children: [] },
            ],
          },
          { id: 5, children: [] },
        ],
      },
    ],
  });
  expect(app.functions[0]).toMatchObject({ id: 1, apiName: "run", targets: [[4, "click"]], triggerMode: "once" });
  expect(app.controls).toEqual([
    {
      id: 2,
      targets: [
        [4, "click"],
        [3, "submit"],
      ],
      cancels: [1],
    },
  ]);
});

it("takes components that are used by api alone, and a State that two endpoints share", () => {
  const kept = State(() => 0);
  const count = api({
    inputs: kept,
    outputs: [Numberbox({ name: "now" }), kept],
    fn: (before) => [before, before + 1],
  });
  const read = api({ inputs: kept, outputs: Numberbox({ name: "seen" }), fn: (now) => now });
  const { functions } = declare({ layout: Column(), events: { count, read } });
  expect(functions[0]!.inputs[0]!.componentId).toBe(functions[1]!.inputs[0]!.componentId);
});

const make = (options: object) => api({ inputs: [], outputs: [], fn: () => {}, ...options });

it("functions with one concurrencyId share the lowest limit that was written; an unqueued one has none", () => {
  const { queue, functions } = declare({
    layout: Column(),
    events: {
      a: make({ concurrencyId: "gpu", concurrencyLimit: 3 }),
      b: make({ concurrencyId: "gpu", concurrencyLimit: 2 }),
      c: make({ concurrencyId: "gpu" }),
      d: make({ queue: false }),
    },
  });
  expect(queue.groups).toEqual({ "shared gpu": 2, "unqueued 4": null });
  expect(functions.map((fn) => fn.queue)).toEqual([true, true, true, false]);
});

it("holds whole apps, whose endpoints are its own where `apps` names them", () => {
  const side = new Interface({ inputs: "text", outputs: "number", apiName: "length", fn: (text) => text.length });
  const chat = new ChatInterface({ fn: (message) => message });
  const { functions, boxes, components } = declare({ layout: Column(side, chat), apps: [chat] });
  expect(functions.map(({ id, apiName }) => [id, apiName])).toEqual([
    [1, false],
    [2, false],
    [3, "chat"],
  ]);
  expect(new Set([...components, ...boxes].map(({ id }) => id)).size).toBe(components.length + boxes.length);
  const ids = components.map(({ id }) => id);
  for (const { inputs } of functions) expect(inputs.every(({ componentId }) => ids.includes(componentId))).toBe(true);
  expect(boxes.find(({ kind }) => kind === "interface")?.props).toMatchObject({ dependency: 1, submitLabel: "Submit" });
});

const text = Textbox({ name: "text" });
const go = Button("Go");
const run = on(go.click, { inputs: text, outputs: [], fn: () => {} });
const side = new Interface({ inputs: "text", outputs: "text", apiName: "run", fn: (one) => one });

it.each<[string, () => unknown, RegExp]>([
  [
    "a component placed twice",
    () => declare({ layout: Row(text, Column(text)) }),
    /the component "text" is placed twice/,
  ],
  ["an app placed twice", () => declare({ layout: Row(side, side) }), /one app is placed twice/],
  ["an app that is not placed", () => declare({ layout: Row(), apps: [side] }), /not in the layout; place it/],
  ["a text in a layout", () => Row("hello" as never), /^Row: "hello" cannot be placed; give a component/],
  ["a factory", () => Row(Textbox as never), /call it: Textbox\(\)/],
  [
    "an input that is not placed",
    () => declare({ layout: Row(go), events: { run } }),
    /run uses the component "text".*place it/,
  ],
  [
    "a trigger that is not placed",
    () => declare({ layout: Row(text), events: { run } }),
    /run waits for click.*place it/,
  ],
  [
    "two endpoints of one name",
    () => declare({ layout: Row(text, go, side), events: { run }, apps: [side] }),
    /two endpoints are named "run"/,
  ],
  [
    "an event of a wrong name",
    () => declare({ layout: Row(text, go), events: { "a b": run } }),
    /"a b" cannot be the name/,
  ],
  ["what is no event", () => declare({ layout: Row(), events: { run: echo } }), /events\.run is no event; give on/],
  [
    "one event under two names",
    () => declare({ layout: Row(text, go), events: { run, again: run } }),
    /another name already/,
  ],
  [
    "a cancel of what is not there",
    () => declare({ layout: Row(go), events: { stop: on(go.click, { cancels: [run] }) } }),
    /cancels what is no event/,
  ],
  ["an event that does nothing", () => on(go.click, {} as never), /fn is missing/],
  ["no trigger", () => on([], { inputs: [], outputs: [], fn: () => {} }), /an empty list is no event/],
  [
    "a later option",
    () => on(go.click, { inputs: [], outputs: [], fn: () => {}, js: "1" } as never),
    /js is not available yet/,
  ],
  [
    "a limit of what does not queue",
    () => api({ inputs: [], outputs: [], fn: () => {}, queue: false, concurrencyLimit: 2 }),
    /concurrencyLimit is for calls that queue/,
  ],
  ["a chat without a function", () => new ChatInterface({} as never), /^ChatInterface: fn is missing/],
])("refuses %s", (_, act, message) => {
  expect(act).toThrow(message);
});

it("says that a State fires nothing on the page", () => {
  const count = State(() => 0);
  const answer = Textbox({ name: "answer" });
  const options = { inputs: count, outputs: answer, fn: String };
  const follow = on((count as never as { change: never }).change, options as never);
  expect(() => declare({ layout: answer, events: { follow } })).toThrow(
    /follow waits for change of a State.*event that/,
  );
});

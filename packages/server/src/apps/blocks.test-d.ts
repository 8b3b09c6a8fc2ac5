import { Button, Dropdown, Numberbox, State, Textbox } from "@vitrine/components";
import { describe, expectTypeOf, it } from "vitest";
import type { HasApi } from "../app-model/api-types.ts";
import { Blocks } from "./blocks.ts";
import { ChatInterface } from "./chat-interface.ts";
import { Interface } from "./interface.ts";
import { Column, Row } from "./layout.ts";
import { api, on } from "./on.ts";
import { keep, update } from "../app-model/update.ts";

const name = Textbox({ name: "name" });
const age = Numberbox({ name: "age" });
const kept = State(() => 0);
const go = Button("Go");
const answer = Textbox({ name: "answer" });

type Api<App extends HasApi> = App["$api"];

describe("an event's function", () => {
  it("receives the values of its inputs, in order or by name", () => {
    on(go.click, {
      inputs: [name, age, kept],
      outputs: [answer, kept],
      fn: (who, years, before) => {
        expectTypeOf(who).toEqualTypeOf<string>();
        expectTypeOf(years).toEqualTypeOf<number>();
        expectTypeOf(before).toEqualTypeOf<number>();
        return [who, before + years];
      },
    });
    on([go.click, name.submit], {
      inputs: { who: name, years: age },
      outputs: { said: answer, kept },
      fn: ({ who, years }) => {
        expectTypeOf(who).toEqualTypeOf<string>();
        expectTypeOf(years).toEqualTypeOf<number>();
        return { said: who, kept: years };
      },
    });
  });

  it("receives them where it also cancels", () => {
    const run = on(go.click, { inputs: [], outputs: answer, fn: () => "once" });
    on(go.click, {
      cancels: [run],
      inputs: [name, age],
      outputs: answer,
      fn: (who, years, { signal }) => {
        expectTypeOf(who).toEqualTypeOf<string>();
        expectTypeOf(years).toEqualTypeOf<number>();
        expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
        return who;
      },
    });
  });

  it("gives what its outputs take: values, updates, keep", () => {
    const echo = on(go.click, { inputs: [name], outputs: answer, fn: (who) => who });
    expectTypeOf(echo.kind).toEqualTypeOf<"listener">();
    on(go.click, { inputs: [], outputs: answer, fn: () => keep });
    on(go.click, { inputs: [], outputs: answer, fn: () => update({ label: "New" }) });
    on(go.click, {
      inputs: [],
      outputs: answer,
      fn: async function* () {
        yield "so far";
      },
    });
    // @ts-expect-error A Textbox takes no number.
    on(go.click, { inputs: [], outputs: answer, fn: () => 3 });
    // @ts-expect-error Two outputs take two values.
    on(go.click, { inputs: [], outputs: [answer, age], fn: () => ["one"] });
    // @ts-expect-error A Textbox takes no number, wherever the function is.
    api({ inputs: [name], outputs: answer, fn: (who) => who.length });
  });

  it("gives its outputs in order, whatever its style and whether or not it takes anything", () => {
    const outputs = [answer, age] as const;
    expectTypeOf(on(go.click, { inputs: [], outputs, fn: () => ["a", 0] }).kind).toEqualTypeOf<"listener">();
    on(go.click, { inputs: [], outputs: [answer, age], fn: () => ["a", 0] });
    on(go.click, { inputs: [], outputs: [answer, age], fn: (_context) => ["a", 0] });
    on(go.click, { inputs: [], outputs: [answer, age], fn: async () => ["a", 0] });
    on(go.click, {
      inputs: [],
      outputs: [answer, age],
      fn: function* () {
        yield ["a", 0];
      },
    });
    on(go.click, {
      inputs: [],
      outputs: [answer, age],
      fn: async function* () {
        yield ["a", 0];
      },
    });
    on([go.click, name.submit], { inputs: [name], outputs: [age, kept], fn: async (who) => [who.length, 1] });
    on(go.click, { cancels: [], inputs: [], outputs: [answer, kept], fn: () => ["a", 1] });
    on(go.click, { inputs: [], outputs: { answer, age }, fn: () => ({ age: 1 }) });
    api({ inputs: [], outputs: [answer, age], fn: () => ["a", 0] });
    api({ inputs: [], outputs: [answer, age], fn: async () => ["a", 0] });
    api({
      inputs: [],
      outputs: [answer, age],
      fn: async function* () {
        yield ["a", 0];
      },
    });
    // @ts-expect-error The second output takes no text.
    on(go.click, { inputs: [], outputs: [answer, age], fn: () => ["a", "b"] });
    // @ts-expect-error The second output takes no text, late either.
    on(go.click, { inputs: [], outputs: [answer, age], fn: async () => ["a", "b"] });
    // @ts-expect-error There is an output to give.
    on(go.click, { inputs: [name], outputs: answer, fn: (who) => void who });
    // @ts-expect-error Nothing to do.
    on(go.click, {});
  });

  it("is told what fired it", () => {
    on(name.select, {
      inputs: [],
      outputs: [],
      fn: ({ event }) => {
        expectTypeOf(event).toExtend<{ index: [number, number]; value: string } | null | undefined>();
      },
    });
  });
});

describe("mistakes that the compiler sees", () => {
  it("are inputs that an event which only cancels would not read", () => {
    const run = on(go.click, { inputs: [], outputs: answer, fn: () => "once" });
    expectTypeOf(on(go.click, { cancels: [run] }).kind).toEqualTypeOf<"control">();
    // @ts-expect-error Without a function there is nothing to put in.
    on(go.click, { cancels: [run], inputs: [name] });
  });

  it("are events that a component has not, and cancels of what is no event", () => {
    expectTypeOf(name).not.toHaveProperty("click");
    // @ts-expect-error A component is no event.
    on(go.click, { cancels: [name] });
    // @ts-expect-error A component is no trigger.
    on(name, { inputs: [], outputs: [], fn: () => {} });
    // @ts-expect-error A text cannot be placed.
    Row("hello");
    // @ts-expect-error A layout is needed.
    void new Blocks({ events: {} });
    // @ts-expect-error What is no event cannot be one of the events.
    void new Blocks({ layout: Column(go), events: { run: () => 3 } });
  });
});

describe("what a client knows of a Blocks", () => {
  const count = new Interface({ inputs: "text", outputs: "number", apiName: "count", fn: (text) => text.length });
  const chat = new ChatInterface({ fn: (message, history) => `${history.length} ${message}` });
  const choice = Dropdown({ name: "city", choices: ["Oslo", "Lima"] });
  const run = on(go.click, { inputs: [name], outputs: answer, fn: (who) => who });
  const demo = new Blocks({
    layout: Column(name, go, answer, choice, count, chat),
    events: {
      run,
      stop: on(go.click, { cancels: [run] }),
      travel: api({
        inputs: [choice, kept],
        outputs: [Numberbox(), kept],
        fn: (_city, before) => [before, before + 1],
      }),
    },
    apps: [chat],
  });

  it("are the endpoints of its events and of the apps that it names", () => {
    expectTypeOf<keyof Api<typeof demo>>().toEqualTypeOf<"/run" | "/travel" | "/chat">();
    const all = new Blocks({ layout: Column(count, chat), apps: [count, chat] });
    expectTypeOf<keyof Api<typeof all>>().toEqualTypeOf<"/count" | "/chat">();
    expectTypeOf(demo).toExtend<HasApi>();
  });

  it("are their inputs and outputs, without State", () => {
    expectTypeOf<Api<typeof demo>["/run"]["output"]>().toEqualTypeOf<[string]>();
    expectTypeOf<Api<typeof demo>["/travel"]["output"]>().toEqualTypeOf<[number]>();
    expectTypeOf<{ city: "Oslo" }>().toExtend<Api<typeof demo>["/travel"]["input"]>();
    expectTypeOf<{ city: "Rome" }>().not.toExtend<Api<typeof demo>["/travel"]["input"]>();
    expectTypeOf<{ name: string }>().toExtend<Api<typeof demo>["/run"]["input"]>();
    expectTypeOf<{ name: number }>().not.toExtend<Api<typeof demo>["/run"]["input"]>();
    expectTypeOf<Api<typeof demo>["/chat"]["output"]>().toEqualTypeOf<[string]>();
    expectTypeOf<{ message: string }>().toExtend<Api<typeof demo>["/chat"]["input"]>();
  });
});

describe("a chat", () => {
  it("answers with texts and messages, at once or bit by bit", () => {
    void new ChatInterface({
      fn: async function* (message, history, { signal }) {
        expectTypeOf(message).toEqualTypeOf<string>();
        expectTypeOf(history[0]!.role).toEqualTypeOf<"user" | "assistant" | "system">();
        expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
        yield message;
        yield { role: "assistant", content: message };
      },
    });
    const named = new ChatInterface({ apiName: "talk", fn: (message) => message });
    expectTypeOf<keyof Api<typeof named>>().toEqualTypeOf<"/talk">();
    // @ts-expect-error An answer is no number.
    void new ChatInterface({ fn: (message) => message.length });
  });
});

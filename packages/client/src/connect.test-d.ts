import { expectTypeOf, test } from "vitest";
import type { Client } from "./client-types.ts";
import { connect } from "./connect.ts";
import { typed } from "./typed.ts";

interface Demo {
  readonly $api: {
    "/greet": { input: { name: string; warmth?: number }; output: [string] };
    "/measure": { input: { text: string }; output: { length: number; words: string[] } };
  };
}

declare const client: Client<Demo>;

test("inputs and outputs have the app's types", () => {
  expectTypeOf(connect<Demo>).returns.resolves.toEqualTypeOf<Client<Demo>>();
  expectTypeOf(client.predict("/greet", { name: "Ada" })).resolves.toEqualTypeOf<{ data: [string] }>();
  expectTypeOf(client.predict("/measure", { text: "a" })).resolves.toEqualTypeOf<{
    data: { length: number; words: string[] };
  }>();
  expectTypeOf(client.endpoints).toEqualTypeOf<readonly ("/greet" | "/measure")[]>();
  // @ts-expect-error -- there is no such endpoint
  void client.predict("/nothing", {});
  // @ts-expect-error -- a name is a text
  void client.predict("/greet", { name: 5 });
  // @ts-expect-error -- there is no such input
  void client.predict("/greet", { name: "Ada", age: 5 });
});

test("events carry the output's type", () => {
  const call = client.submit("/measure", { text: "a" });
  expectTypeOf(call).toExtend<AsyncIterable<{ type: string }>>();
  void (async () => {
    for await (const event of call) {
      if (event.type === "data") expectTypeOf(event.data).toEqualTypeOf<{ length: number; words: string[] }>();
      if (event.type === "status") expectTypeOf(event.etaMs).toEqualTypeOf<number | null>();
    }
  });
});

test("without types anything goes", async () => {
  const any = await connect("http://127.0.0.1:7860");
  expectTypeOf(any.predict("/anything", { whatever: 1 })).resolves.toEqualTypeOf<{ data: any }>();
});

test("Gradio's client gets the types by a cast", () => {
  const gradio = typed<Demo>({});
  expectTypeOf(gradio.predict("/greet", { name: "Ada" })).resolves.toEqualTypeOf<{ data: [string] }>();
  expectTypeOf(gradio.predict("/measure", { text: "a" })).resolves.toEqualTypeOf<{ data: (number | string[])[] }>();
});

import type { FileData } from "@vitrine/protocol";
import { describe, expectTypeOf, it } from "vitest";
import {
  Audio,
  Chatbot,
  type ChatMessage,
  type DataframeData,
  Dataframe,
  DateTime,
  Gallery,
  type Give,
  type GivesFile,
  HighlightedText,
  HTML,
  Markdown,
  type Read,
  type Receive,
  type ReceivedFile,
  type Samples,
  type Send,
  type Table,
  Video,
} from "../index.ts";

describe("what a function receives", () => {
  it("follows the kind and its type", () => {
    const sound = Audio();
    expectTypeOf<Receive<typeof sound>>().toEqualTypeOf<Samples>();
    const file = Audio({ type: "file", optional: true });
    expectTypeOf<Receive<typeof file>>().toEqualTypeOf<ReceivedFile | null>();
    const day = DateTime();
    expectTypeOf<Receive<typeof day>>().toEqualTypeOf<Date>();
    const text = DateTime({ type: "string" });
    expectTypeOf<Receive<typeof text>>().toEqualTypeOf<string>();
    const video = Video();
    expectTypeOf<Receive<typeof video>>().toEqualTypeOf<ReceivedFile>();
    const table = Dataframe({ headers: ["a", "b"] });
    expectTypeOf<Receive<typeof table>>().toEqualTypeOf<Table>();
    expectTypeOf<Read<typeof table>>().toEqualTypeOf<DataframeData>();
    const maybe = Markdown({ optional: true });
    expectTypeOf<Send<typeof maybe>>().toEqualTypeOf<string | null>();
    const chat = Chatbot();
    expectTypeOf<Receive<typeof chat>>().toEqualTypeOf<ChatMessage[]>();
  });

  it("follows a word as it does its component", () => {
    expectTypeOf<Receive<"audio">>().toEqualTypeOf<Samples>();
    expectTypeOf<Receive<"dataframe">>().toEqualTypeOf<Table>();
    expectTypeOf<Receive<"html">>().toEqualTypeOf<string>();
    expectTypeOf<Read<"video">>().toEqualTypeOf<FileData>();
  });
});

describe("what a function may give", () => {
  it("is rows, records or a table", () => {
    const table = Dataframe();
    expectTypeOf<[string, number][]>().toExtend<Give<typeof table>>();
    expectTypeOf<{ name: string; age?: number }[]>().toExtend<Give<typeof table>>();
    expectTypeOf<string>().not.toExtend<Give<typeof table>>();
  });

  it("is what was received, and never a bare text for a file", () => {
    const chat = Chatbot();
    expectTypeOf<Receive<typeof chat>>().toExtend<Give<typeof chat>>();
    const gallery = Gallery();
    expectTypeOf<Receive<typeof gallery>>().toExtend<Give<typeof gallery>>();
    expectTypeOf<string[]>().not.toExtend<Give<typeof gallery>>();
    const sound = Audio();
    expectTypeOf<Give<typeof sound>>().toEqualTypeOf<Samples | GivesFile>();
    const words = HighlightedText();
    expectTypeOf<Receive<typeof words>>().toExtend<Give<typeof words>>();
  });
});

describe("the components", () => {
  it("refuse what they do not take", () => {
    expectTypeOf(Dataframe({ rowCount: 2 }).props).toEqualTypeOf<{ readonly rowCount: 2 }>();
    // @ts-expect-error Gradio's spelling
    void (() => Dataframe({ datatype: "str" }));
    // @ts-expect-error samples and files are all there is
    void (() => Audio({ type: "numpy" }));
    // @ts-expect-error a bare text is no file
    void (() => Video({ value: "clip.mp4" }));
    // @ts-expect-error a text is needed
    void (() => HTML({ value: 3 }));
  });
});

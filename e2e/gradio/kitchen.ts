import {
  api,
  Audio,
  Blocks,
  Chatbot,
  Checkbox,
  CheckboxGroup,
  Code,
  ColorPicker,
  Column,
  Dataframe,
  DateTime,
  Dropdown,
  File,
  Gallery,
  HighlightedText,
  HTML,
  Image,
  Json,
  Label,
  Markdown,
  Numberbox,
  Radio,
  Sketchpad,
  Slider,
  State,
  Textbox,
  UserError,
  Video,
} from "vitrine";

const choices = ["a", "b", "c"] as const;
const word = (name: string) => Textbox({ name, label: name });
const kept = State(() => 0);
const steps = [[[1], [2], [3]], [[1], [2]], { a: [1, 2], b: "x" }, { b: "xy" }];

// `kitchen.py` is the same app in Gradio.
const demo = new Blocks({
  layout: Column(),
  events: {
    values: api({
      inputs: [
        word("text"),
        Numberbox({ name: "number" }),
        Slider({ name: "slider", min: 0, max: 9 }),
        Checkbox({ name: "on" }),
        CheckboxGroup({ name: "some", choices }),
        Radio({ name: "one", choices }),
        Dropdown({ name: "chosen", choices }),
        Dropdown({ name: "several", choices, multiple: true }),
        Json({ name: "data" }),
        ColorPicker({ name: "color" }),
        Code({ name: "code", language: "python" }),
      ],
      outputs: [
        word("text_out"),
        Numberbox({ name: "number_out" }),
        Slider({ name: "slider_out", min: 0, max: 9 }),
        Checkbox({ name: "on_out" }),
        CheckboxGroup({ name: "some_out", choices }),
        Radio({ name: "one_out", choices }),
        Dropdown({ name: "chosen_out", choices }),
        Dropdown({ name: "several_out", choices, multiple: true }),
        Json({ name: "data_out" }),
        ColorPicker({ name: "color_out" }),
        Code({ name: "code_out", language: "python" }),
      ],
      fn: (...values) => values.slice(0, 11) as never,
    }),
    shown: api({
      inputs: [word("text")],
      outputs: [Markdown({ name: "markdown" }), HTML({ name: "html" }), HighlightedText({ name: "tokens" })],
      fn: (text) => [`# ${text}`, `<b>${text}</b>`, [{ token: text, label: "word" }] as never] as const,
    }),
    table: api({
      inputs: [Dataframe({ name: "table", headers: ["name", "count"], datatypes: ["str", "number"] })],
      outputs: Dataframe({ name: "table_out", headers: ["name", "count"], datatypes: ["str", "number"] }),
      fn: (table) => table,
    }),
    day: api({ inputs: [DateTime({ name: "day" })], outputs: DateTime({ name: "day_out" }), fn: (day) => day }),
    steps: api({
      inputs: [],
      outputs: Json({ name: "step" }),
      fn: async function* () {
        yield* steps as never[];
      },
    }),
    double: api({
      inputs: [word("text")],
      outputs: word("twice"),
      batch: true,
      maxBatchSize: 4,
      fn: (texts: readonly (readonly string[])[]) => texts.map(([text = ""]) => text + text) as never,
    } as never),
    count: api({
      inputs: [word("text"), kept],
      outputs: [word("counted"), kept],
      fn: (text, n) => [`${text}${n}`, n + 1],
    }),
    fail: api({
      inputs: [word("text")],
      outputs: word("never"),
      fn: (text): string => {
        if (text === "user") throw new UserError("This is bad.", { title: "Bad" });
        throw new Error("secret");
      },
    }),
    unqueued: api({ inputs: [word("text")], outputs: word("same"), queue: false, fn: (text) => text }),
    unlisted: api({ inputs: [word("text")], outputs: word("same"), apiVisibility: "undocumented", fn: (text) => text }),
    hidden: api({ inputs: [word("text")], outputs: word("same"), apiVisibility: "private", fn: (text) => text }),
    files: api({
      inputs: [File({ name: "files", multiple: true })],
      outputs: File({ name: "copies", multiple: true }),
      fn: (files) => files,
    }),
    best: api({
      inputs: [word("text")],
      outputs: Label({ name: "best" }),
      fn: (text) => ({ other: 0.25, [text]: 0.75 }),
    }),
    media: api({
      inputs: [
        Image({ name: "picture", type: "file" }),
        Audio({ name: "sound", type: "file" }),
        Video({ name: "video" }),
        Gallery({ name: "gallery" }),
      ],
      outputs: [
        Image({ name: "picture_out" }),
        Audio({ name: "sound_out" }),
        Video({ name: "video_out" }),
        Gallery({ name: "gallery_out" }),
      ],
      fn: (picture, sound, video, gallery) => [picture, sound, video, gallery] as const,
    }),
    sketch: api({
      inputs: [Sketchpad({ name: "sketch", type: "layers" })],
      outputs: Sketchpad({ name: "sketch_out" }),
      fn: (sketch) => sketch,
    }),
    talk: api({
      inputs: [Chatbot({ name: "chat" })],
      outputs: Chatbot({ name: "chat_out" }),
      fn: (messages) => [...messages, { role: "assistant", content: "Hello." } as const] as never,
    }),
  },
});

void demo.launch();

import {
  api,
  Audio,
  Chatbot,
  Checkbox,
  CheckboxGroup,
  Code,
  ColorPicker,
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
  Textbox,
  Video,
} from "vitrine";

const choices = ["a", "b", "c"] as const;
const text = () => Textbox({ name: "text" });

const plain = () =>
  [
    text(),
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
  ] as const;

const table = { headers: ["name", "count"], datatypes: ["str", "number"] } as const;

/** Endpoints that give back what they are given, one component of each kind. */
export const valueEvents = {
  values: api({
    inputs: plain(),
    outputs: plain(),
    fn: (word, number, slider, on, some, one, chosen, several, data, color, code) =>
      [word, number, slider, on, some, one, chosen, several, data, color, code] as const,
  }),
  repeat: api({
    inputs: [text(), Slider({ name: "times", min: 1, max: 9, value: 2, step: 1 })],
    outputs: Textbox({ name: "repeated" }),
    concurrencyLimit: 16,
    fn: (word, times) => word.repeat(times),
  }),
  shown: api({
    inputs: [text()],
    outputs: [Markdown({ name: "markdown" }), HTML({ name: "html" }), HighlightedText({ name: "tokens" })],
    fn: (word) => [`# ${word}`, `<b>${word}</b>`, [{ token: word, label: "word" }]] as const,
  }),
  table: api({
    inputs: [Dataframe({ name: "table", ...table })],
    outputs: Dataframe({ name: "table_out", ...table }),
    fn: (given) => given,
  }),
  day: api({ inputs: [DateTime({ name: "day" })], outputs: DateTime({ name: "day_out" }), fn: (day) => day }),
  best: api({
    inputs: [text()],
    outputs: Label({ name: "best" }),
    fn: (word) => ({ other: 0.25, [word]: 0.75 }),
  }),
  nothing: api({ inputs: [text()], outputs: [], fn: () => {} }),
  file: api({ inputs: [File({ name: "file" })], outputs: File({ name: "copy" }), fn: (file) => file }),
  files: api({
    inputs: [File({ name: "files", multiple: true })],
    outputs: File({ name: "copies", multiple: true }),
    fn: (files) => files,
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
  pixels: api({
    inputs: [Image({ name: "picture" }), Audio({ name: "sound" })],
    outputs: [Image({ name: "picture_out" }), Audio({ name: "sound_out" }), Json({ name: "sizes" })],
    fn: (picture, sound) =>
      [picture, sound, [picture.width, picture.height, sound.sampleRate, sound.channels[0]!.length]] as const,
  }),
  sketch: api({
    inputs: [Sketchpad({ name: "sketch", type: "layers" })],
    outputs: Sketchpad({ name: "sketch_out" }),
    fn: (sketch) => sketch,
  }),
  talk: api({
    inputs: [Chatbot({ name: "chat" })],
    outputs: Chatbot({ name: "chat_out" }),
    fn: async function* (messages) {
      yield [...messages, { role: "assistant", content: "Hel" } as const];
      yield [...messages, { role: "assistant", content: "Hello." } as const];
    },
  }),
};

import { Audio, type AudioEvents, type AudioProps, type AudioTypes } from "./audio/audio.ts";
import { Chatbot, type ChatbotEvents, type ChatbotProps, type ChatbotTypes } from "./chatbot/chatbot.ts";
import { Checkbox, type CheckboxEvents, type CheckboxProps } from "./checkbox/checkbox.ts";
import { Code, type CodeEvents, type CodeProps } from "./code/code.ts";
import { ColorPicker, type ColorPickerEvents, type ColorPickerProps } from "./colorpicker/colorpicker.ts";
import { Dataframe, type DataframeEvents, type DataframeProps, type DataframeTypes } from "./dataframe/dataframe.ts";
import { DateTime, type DateTimeEvents, type DateTimeProps, type DateTimeTypes } from "./datetime/datetime.ts";
import { File, type FileEvents, type FileProps, type FileTypes } from "./file/file.ts";
import { Gallery, type GalleryEvents, type GalleryProps, type GalleryTypes } from "./gallery/gallery.ts";
import {
  HighlightedText,
  type HighlightedTextEvents,
  type HighlightedTextProps,
  type HighlightedTextTypes,
} from "./highlightedtext/highlightedtext.ts";
import { HTML, type HTMLEvents, type HTMLProps } from "./html/html.ts";
import { Image, type ImageEvents, type ImageProps, type ImageTypes } from "./image/image.ts";
import { Json, type JsonEvents, type JsonProps, type JsonTypes } from "./json/json.ts";
import { Label, type LabelEvents, type LabelProps, type LabelTypes } from "./label/label.ts";
import { Markdown, type MarkdownEvents, type MarkdownProps } from "./markdown/markdown.ts";
import { Numberbox, type NumberboxEvents, type NumberboxProps } from "./number/number.ts";
import { Sketchpad, type SketchpadEvents, type SketchpadProps, type SketchpadTypes } from "./sketchpad/sketchpad.ts";
import { Slider, type SliderEvents, type SliderProps } from "./slider/slider.ts";
import { Textbox, type TextboxEvents, type TextboxProps } from "./textbox/textbox.ts";
import { Video, type VideoEvents, type VideoProps, type VideoTypes } from "./video/video.ts";
import type { AnyComponent, CommonProps, Component } from "./core/component.ts";
import type { Same } from "./core/value-types.ts";

/** The words that stand for a component with defaults, and the component that each makes. */
export interface Shortcuts {
  readonly text: Component<"textbox", Same<string>, CommonProps & TextboxProps, TextboxEvents>;
  readonly textbox: Component<"textbox", Same<string>, CommonProps & TextboxProps, TextboxEvents>;
  readonly number: Component<"number", Same<number>, CommonProps & NumberboxProps, NumberboxEvents>;
  readonly numberbox: Component<"number", Same<number>, CommonProps & NumberboxProps, NumberboxEvents>;
  readonly slider: Component<"slider", Same<number>, CommonProps & SliderProps, SliderEvents>;
  readonly checkbox: Component<"checkbox", Same<boolean>, CommonProps & CheckboxProps, CheckboxEvents>;
  readonly image: Component<"image", ImageTypes, CommonProps & ImageProps, ImageEvents>;
  readonly sketchpad: Component<"sketchpad", SketchpadTypes, CommonProps & SketchpadProps, SketchpadEvents>;
  readonly file: Component<"file", FileTypes, CommonProps & FileProps, FileEvents>;
  readonly label: Component<"label", LabelTypes, CommonProps & LabelProps, LabelEvents>;
  readonly json: Component<"json", JsonTypes, CommonProps & JsonProps, JsonEvents>;
  readonly markdown: Component<"markdown", Same<string>, CommonProps & MarkdownProps, MarkdownEvents>;
  readonly html: Component<"html", Same<string>, CommonProps & HTMLProps, HTMLEvents>;
  readonly code: Component<"code", Same<string>, CommonProps & CodeProps, CodeEvents>;
  readonly colorpicker: Component<"colorpicker", Same<string>, CommonProps & ColorPickerProps, ColorPickerEvents>;
  readonly datetime: Component<"datetime", DateTimeTypes, CommonProps & DateTimeProps, DateTimeEvents>;
  readonly audio: Component<"audio", AudioTypes, CommonProps & AudioProps, AudioEvents>;
  readonly video: Component<"video", VideoTypes, CommonProps & VideoProps, VideoEvents>;
  readonly dataframe: Component<"dataframe", DataframeTypes, CommonProps & DataframeProps, DataframeEvents>;
  readonly gallery: Component<"gallery", GalleryTypes, CommonProps & GalleryProps, GalleryEvents>;
  readonly chatbot: Component<"chatbot", ChatbotTypes, CommonProps & ChatbotProps, ChatbotEvents>;
  readonly highlightedtext: Component<
    "highlightedtext",
    HighlightedTextTypes,
    CommonProps & HighlightedTextProps,
    HighlightedTextEvents
  >;
}

/** A word that stands for a component with defaults. */
export type Shortcut = keyof Shortcuts;

/** What makes the component of each word. */
export const shortcuts: { readonly [Word in Shortcut]: () => Shortcuts[Word] } = {
  text: () => Textbox(),
  textbox: () => Textbox(),
  number: () => Numberbox(),
  numberbox: () => Numberbox(),
  slider: () => Slider(),
  checkbox: () => Checkbox(),
  image: () => Image(),
  sketchpad: () => Sketchpad(),
  file: () => File(),
  label: () => Label(),
  json: () => Json(),
  markdown: () => Markdown(),
  html: () => HTML(),
  code: () => Code(),
  colorpicker: () => ColorPicker(),
  datetime: () => DateTime(),
  audio: () => Audio(),
  video: () => Video(),
  dataframe: () => Dataframe(),
  gallery: () => Gallery(),
  chatbot: () => Chatbot(),
  highlightedtext: () => HighlightedText(),
};

const needChoices: readonly string[] = ["radio", "dropdown", "checkboxgroup"];

/** The component that stands in a place: itself, or a new one for a word. Throws a `TypeError` for an unknown word. */
export function resolvePort(port: AnyComponent | Shortcut): AnyComponent {
  if (typeof port !== "string") return port;
  if (Object.hasOwn(shortcuts, port)) return shortcuts[port]();
  const words = Object.keys(shortcuts);
  if (needChoices.includes(port)) {
    throw new TypeError(
      `${JSON.stringify(port)} needs choices, which a word cannot give: write the component, for example Radio({ choices: ["a", "b"] }).`,
    );
  }
  throw new TypeError(
    `there is no component ${JSON.stringify(port)}; the words are ${words.map((word) => JSON.stringify(word)).join(", ")}.`,
  );
}

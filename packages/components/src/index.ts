export { Button, type ButtonEvents, type ButtonProps } from "./button/button.ts";
export { Audio, type AudioEvents, type AudioFileTypes, type AudioProps, type AudioTypes } from "./audio/audio.ts";
export type { Samples } from "./audio/samples/samples.ts";
export { Chatbot, type ChatbotEvents, type ChatbotProps, type ChatbotTypes } from "./chatbot/chatbot.ts";
export type {
  ChatMessage,
  ChatMessageWire,
  ChatMetadata,
  ChatMetadataWire,
  ChatOption,
  ChatPartWire,
  ChatRole,
  FilePart,
  GivenChatMessage,
  TextPart,
} from "./chatbot/message.ts";
export { Checkbox, type CheckboxEvents, type CheckboxProps } from "./checkbox/checkbox.ts";
export { CheckboxGroup, type CheckboxGroupEvents, type CheckboxGroupProps } from "./checkboxgroup/checkboxgroup.ts";
export { Code, type CodeEvents, type CodeLanguage, type CodeProps } from "./code/code.ts";
export { ColorPicker, type ColorPickerEvents, type ColorPickerProps } from "./colorpicker/colorpicker.ts";
export type { Choice, ChoiceValue, ValueOf } from "./core/choices.ts";
export {
  implementation,
  type AnyComponent,
  type CommonProps,
  type Component,
  type Implementation,
  type Trigger,
} from "./core/component.ts";
export { contentLocation } from "./media/content-path.ts";
export type { Exactly, Factory } from "./core/define-component.ts";
export type {
  ConversionContext,
  DecodeContext,
  DecodeLimits,
  FileAccess,
  GivesFile,
  ReceivedFile,
  ServerFile,
} from "./core/files.ts";
export { isBlob, isBytes, isUrl } from "./media/given-kind.ts";
export { explainUnknownOption } from "./options/gradio-names.ts";
export type { AnyPort, Give, Read, Receive, Resolve, Send, TypesOf } from "./ports.ts";
export { serverFile, serverFilePath } from "./core/server-file.ts";
export { resolvePort, shortcuts, type Shortcut, type Shortcuts } from "./shortcuts.ts";
export { isUserError, UserError, type UserErrorOptions } from "./core/user-error.ts";
export type { Nullable, Same, Value, ValueTypes } from "./core/value-types.ts";
export {
  Dataframe,
  type DataframeData,
  type DataframeEvents,
  type DataframeProps,
  type DataframeTypes,
  type Datatype,
} from "./dataframe/dataframe.ts";
export type { Cell, GivenTable, Table } from "./dataframe/table.ts";
export {
  DateTime,
  type DateTimeEvents,
  type DateTimeProps,
  type DateTimeTextTypes,
  type DateTimeTypes,
} from "./datetime/datetime.ts";
export {
  Dropdown,
  type DropdownEvents,
  type DropdownProps,
  type DropdownTypes,
  type DropdownValue,
} from "./dropdown/dropdown.ts";
export { File, type FileEvents, type FileProps, type FilesTypes, type FileTypes } from "./file/file.ts";
export {
  Gallery,
  type GalleryEvents,
  type GalleryItem,
  type GalleryProps,
  type GalleryTypes,
  type GivenGalleryItem,
} from "./gallery/gallery.ts";
export {
  HighlightedText,
  type HighlightedTextEvents,
  type HighlightedTextProps,
  type HighlightedTextTypes,
  type HighlightedToken,
  type HighlightedWire,
} from "./highlightedtext/highlightedtext.ts";
export { HTML, type HTMLEvents, type HTMLProps } from "./html/html.ts";
export { Image, type ImageEvents, type ImageFileTypes, type ImageProps, type ImageTypes } from "./image/image.ts";
export type { EncodedFormat } from "./image/image.codec.ts";
export type { Picture, PictureLike } from "./image/picture.ts";
export { Json, type JsonEvents, type JsonProps, type JsonTypes } from "./json/json.ts";
export { Label, type LabelEvents, type LabelProps, type LabelScores, type LabelTypes } from "./label/label.ts";
export { Markdown, type MarkdownEvents, type MarkdownProps } from "./markdown/markdown.ts";
export { Numberbox, type NumberboxEvents, type NumberboxProps } from "./number/number.ts";
export { Radio, type RadioEvents, type RadioProps } from "./radio/radio.ts";
export type { EditorData, Layers } from "./sketchpad/layers.ts";
export type { SketchpadBrush } from "./sketchpad/brush.ts";
export {
  Sketchpad,
  type GivenLayers,
  type SendsLayers,
  type SketchpadEvents,
  type SketchpadLayersTypes,
  type SketchpadProps,
  type SketchpadTypes,
} from "./sketchpad/sketchpad.ts";
export { Slider, type SliderEvents, type SliderProps } from "./slider/slider.ts";
export { State, type StateEvents } from "./state/state.ts";
export { Textbox, type TextboxEvents, type TextboxProps } from "./textbox/textbox.ts";
export { Video, type VideoEvents, type VideoProps, type VideoTypes } from "./video/video.ts";

import { toCamelCase } from "./gradio-names.ts";

const look = "leave it out; the page has its own look";
const byItself = "leave it out";
const rate = "yield from a generator as often as there is news";
const upload = "leave it out; a visitor chooses a file";
const values = "leave it out; the function receives the values of the choices";
const whole = "give the whole text as `value`; no script in it runs";

/** What to do today in place of the options that every component of Gradio takes. */
const ofAll: Readonly<Record<string, string>> = {
  every: rate,
  inputs: "give a `value`, or let an event of a Blocks fill it in",
  showLabel: "leave it out; every field keeps its label, and `label` says which",
  container: look,
  scale: "leave it out; a row gives each column its part",
  minWidth: "leave it out; a row becomes a column where there is little room",
  elemId: look,
  elemClasses: look,
  render: "leave it out; a component is on the page where the layout holds it",
  key: byItself,
  preservedByKey: byItself,
  buttons: "leave it out; each result has its own tools",
};

/** The same of one kind, by the name of its factory. */
const ofKinds: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Textbox: {
    autoscroll: byItself,
    textAlign: "`rtl: true` is for texts that run from right to left",
    submitBtn: "put a Button beside it in a Blocks",
    stopBtn: "put a Button beside it in a Blocks",
    htmlAttributes: byItself,
  },
  Slider: {
    precision: "`step` says how fine it is",
    randomize: "give a `value` that the script has drawn",
  },
  CheckboxGroup: { type: values, showSelectAll: "let a Button's function give `update({ value })` with all of them" },
  Radio: { type: values, rtl: byItself },
  Dropdown: { type: values, numChoicesShown: "leave it out; any number can be scrolled through and searched" },
  Button: {
    size: look,
    icon: look,
    link: "write `[words](https://…)` in a Markdown",
    linkTarget: "write `[words](https://…)` in a Markdown",
  },
  Image: {
    imageMode: "leave it out; the function receives RGBA and can mix the colours itself",
    streaming: "leave it out; the function runs on Submit",
    webcamOptions: upload,
    watermark: "draw it into the picture in the function",
    altText: "leave it out; `label` stands for the picture",
  },
  Audio: {
    sources: upload,
    recording: upload,
    streaming: "leave it out; the function runs on Submit and gives the whole sound",
    format: "leave it out; samples are sent as WAV, and a file as it is",
    editable: byItself,
    waveformOptions: look,
    subtitles: "write the words into a Textbox beside it",
    playbackPosition: byItself,
  },
  Video: {
    sources: upload,
    webcamOptions: upload,
    includeAudio: upload,
    streaming: "leave it out; the function gives the whole file",
    format: "leave it out; a file is sent as it is",
    watermark: "draw it into the video in the function",
    subtitles: "write the words into a Textbox beside it",
    playbackPosition: byItself,
  },
  File: {
    type: "leave it out; the function receives a file with `path` and `bytes()`",
    allowReordering: "leave it out; files come in the order in which they were chosen",
  },
  Label: { color: look },
  Json: { showIndices: byItself, height: "`maxHeight` bounds it", minHeight: "`maxHeight` bounds it" },
  Markdown: {
    latexDelimiters: "leave it out; formulas are shown as they are written",
    sanitizeHtml: "leave it out; HTML in it is always cleaned",
    headerLinks: byItself,
    padding: look,
  },
  HTML: {
    padding: look,
    autoscroll: byItself,
    htmlTemplate: whole,
    cssTemplate: whole,
    jsOnLoad: whole,
    applyDefaultCss: whole,
    head: whole,
    serverFunctions: whole,
  },
  Chatbot: {
    autoscroll: byItself,
    minHeight: "`height` says how high it is",
    maxHeight: "`height` says how high it is",
    resizable: "`height` says how high it is",
    latexDelimiters: "leave it out; formulas are shown as they are written",
    sanitizeHtml: "leave it out; HTML in it is always cleaned",
    watermark: byItself,
    editable: byItself,
    avatarImages: look,
    feedbackOptions: "offer `options` with an answer",
    feedbackValue: byItself,
    layout: look,
    examples: "offer `options` with the first message",
    allowFileDownloads: byItself,
    groupConsecutiveMessages: byItself,
    allowTags: "leave it out; words in brackets that no HTML has are shown",
    reasoningTags: "leave it out; words in brackets that no HTML has are shown",
    likeUserMessage: byItself,
  },
  Dataframe: {
    type: "leave it out; the function receives `{ headers, rows }`",
    latexDelimiters: "leave it out; formulas are shown as they are written",
    rowLimits: "check the number of rows in the function and throw a UserError",
    colCount: "`headers` says which columns there are",
    columnCount: "`headers` says which columns there are",
    columnLimits: "`headers` says which columns there are",
    lineBreaks: byItself,
    columnWidths: look,
    maxChars: "shorten the texts in the function",
    showSearch: byItself,
    pinnedColumns: byItself,
    staticColumns: "`interactive: false` keeps the whole table as it is",
  },
  Gallery: {
    type: "leave it out; the function receives files",
    sources: upload,
    fileTypes: "leave it out; a visitor chooses pictures and videos",
    rows: "`columns` and `height` say how much is in sight",
    preview: "leave it out; a click opens a picture",
    selectedIndex: "leave it out; a click opens a picture",
    fitColumns: look,
  },
  HighlightedText: { showWhitespaces: byItself },
  Sketchpad: {
    sources: upload,
    imageMode: "leave it out; the function receives RGBA and can mix the colours itself",
    webcamOptions: upload,
    placeholder: byItself,
    _selectable: byItself,
    transforms: byItself,
    eraser: "leave it out; Undo takes a stroke back",
    fixedCanvas: "`canvasSize` says how large it is",
    layers: '`type: "layers"` gives what was drawn by itself',
  },
  Code: { autocomplete: byItself },
};

/**
 * What to do today instead of an option of Gradio's that a component does not have, as the end of a sentence; null where
 * Gradio has no such option either. `word` is the name of the factory, `option` is spelled in either way.
 */
export function insteadOf(word: string, option: string): string | null {
  const name = option.startsWith("_") ? option : toCamelCase(option);
  for (const table of [Object.hasOwn(ofKinds, word) ? ofKinds[word]! : {}, ofAll]) {
    if (Object.hasOwn(table, name)) return table[name]!;
  }
  return null;
}

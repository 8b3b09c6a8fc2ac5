const kindWords: Readonly<Record<string, string>> = {
  textbox: "Text",
  number: "Number",
  slider: "Number",
  checkbox: "Checkbox",
  checkboxgroup: "Choices",
  radio: "Choice",
  dropdown: "Choice",
  image: "Image",
  sketchpad: "Drawing",
  file: "File",
  label: "Label",
  json: "JSON",
  state: "State",
};

/** The words above a component: its label, else the name that its author chose, spaced, else what it holds. */
export function labelOf(component: {
  readonly label: string | undefined;
  readonly name: string | null;
  readonly kind: string;
}): string {
  if (component.label !== undefined) return component.label;
  return component.name === null ? wordOfKind(component.kind) : spaced(component.name) || wordOfKind(component.kind);
}

function wordOfKind(kind: string): string {
  return Object.hasOwn(kindWords, kind) ? kindWords[kind]! : capitalised(kind);
}

/** A name as words: "prompt_text" and "promptText" are "Prompt text", "userID" is "User ID". */
function spaced(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[\s_]+/)
    .filter((word) => word !== "")
    .map((word) => (word === word.toUpperCase() ? word : word.toLowerCase()));
  return capitalised(words.join(" "));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

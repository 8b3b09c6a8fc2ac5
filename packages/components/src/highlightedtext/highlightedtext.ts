import type { JsonObject, JsonValue } from "@vitrine/protocol";
import { defineComponent, type Factory } from "../core/define-component.ts";
import { flag, type OptionCheck, text } from "../options/option-checks.ts";
import { showGiven } from "../options/show-given.ts";

/** A piece of a text, with its class or a score; a piece without one stands between the marked ones. */
export interface HighlightedToken {
  readonly token: string;
  /** A class ("VERB"), or a score from -1 to 1. */
  readonly label?: string | number | null | undefined;
}

/** Options of a HighlightedText. */
export interface HighlightedTextProps {
  readonly value?: readonly HighlightedToken[] | null | undefined;
  /** A CSS colour by class: "#rgb", "#rrggbb" or a name; the page chooses where left out. */
  readonly colorMap?: Readonly<Record<string, string>> | undefined;
  /** Whether the classes are listed above the text; false where left out. */
  readonly showLegend?: boolean | undefined;
  /** Whether each marked piece names its class; true where left out. */
  readonly showInlineCategory?: boolean | undefined;
  /** Whether neighbours of one class are joined; false where left out. */
  readonly combineAdjacent?: boolean | undefined;
  /** What stands between joined pieces; nothing where left out. */
  readonly adjacentSeparator?: string | undefined;
  /** Whether the text runs from right to left. */
  readonly rtl?: boolean | undefined;
}

/** A piece on the wire. */
export interface HighlightedWire {
  readonly token: string;
  readonly class_or_confidence?: string | number | null;
}

/** The four types of a HighlightedText's value. */
export interface HighlightedTextTypes {
  send: HighlightedWire[];
  receive: HighlightedToken[];
  give: readonly HighlightedToken[];
  read: HighlightedWire[];
}

/** What a HighlightedText fires. */
export interface HighlightedTextEvents {
  change: null;
  input: null;
  select: { index: number; value: string };
}

const isColorMap: OptionCheck = (value) =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((color) => typeof color === "string" && /^(#[0-9a-fA-F]{3,8}|[a-zA-Z]{1,40})$/.test(color))
    ? null
    : 'must be a record of CSS colours such as { VERB: "#1e90ff", NOUN: "gold" }';

const schema: JsonObject = {
  title: "HighlightedTextData",
  type: "array",
  items: {
    title: "HighlightedToken",
    type: "object",
    properties: {
      token: { type: "string" },
      class_or_confidence: { type: ["string", "number", "null"] },
    },
    required: ["token"],
  },
};

/** A text in pieces, some with a class or a score. The function receives and gives `{ token, label? }` in their order. */
export const HighlightedText: Factory<
  "highlightedtext",
  HighlightedTextTypes,
  HighlightedTextProps,
  HighlightedTextEvents
> = defineComponent({
  kind: "highlightedtext",
  word: "HighlightedText",
  options: {
    colorMap: isColorMap,
    showLegend: flag,
    showInlineCategory: flag,
    combineAdjacent: flag,
    adjacentSeparator: text,
    rtl: flag,
  },
  events: ["change", "input", "select"],
  implement: (props: HighlightedTextProps) => {
    const { colorMap, showLegend = false, showInlineCategory = true, rtl = false } = props;
    const { combineAdjacent = false, adjacentSeparator = "" } = props;
    const print = (given: unknown): JsonValue => {
      const tokens = asTokens(given);
      const joined = combineAdjacent ? joinAdjacent(tokens, adjacentSeparator) : tokens;
      return joined.map(({ token, label = null }) => ({ token, class_or_confidence: label }));
    };
    return {
      schema,
      wireProps: {
        color_map: colorMap === undefined ? null : { ...colorMap },
        show_legend: showLegend,
        show_inline_category: showInlineCategory,
        rtl,
      },
      checkInitial: (value) => void print(value),
      preprocess: (wire) =>
        (wire as unknown as readonly HighlightedWire[]).map(({ token, class_or_confidence: label }) =>
          label === null || label === undefined ? { token } : { token, label },
        ),
      postprocess: print,
    };
  },
});

function asTokens(given: unknown): readonly HighlightedToken[] {
  if (Array.isArray(given)) return Array.from(given, asToken);
  throw new TypeError(
    `a list of pieces is needed, got ${showGiven(given)}: give for example [{ token: "runs", label: "VERB" }].`,
  );
}

function asToken(given: unknown, index: number): HighlightedToken {
  const { token, label } = (typeof given === "object" && given !== null ? given : {}) as Partial<HighlightedToken>;
  if (typeof token !== "string") {
    throw new TypeError(
      `piece ${index} is ${showGiven(given)}: give { token: "runs", label: "VERB" }, or a token alone.`,
    );
  }
  if (label === undefined || label === null || typeof label === "string" || Number.isFinite(label)) {
    return { token, label };
  }
  throw new TypeError(`the label of piece ${index} is ${showGiven(label)}: give a text, a finite number or null.`);
}

/** Joins neighbours of one class, as Gradio does: an empty piece of another class is left out and parts nobody. */
function joinAdjacent(tokens: readonly HighlightedToken[], separator: string): readonly HighlightedToken[] {
  const groups: { label: HighlightedToken["label"]; tokens: string[] }[] = [];
  for (const { token, label = null } of tokens) {
    const last = groups.at(-1);
    if (last !== undefined && last.label === label) last.tokens.push(token);
    else if (last === undefined || token !== "") groups.push({ label, tokens: [token] });
  }
  return groups.map(({ label, tokens: parts }) => ({ token: parts.join(separator), label }));
}

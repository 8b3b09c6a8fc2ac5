import { types } from "node:util";
import type { JsonValue } from "@vitrine/protocol";
import { defineComponent, type Factory } from "../core/define-component.ts";
import { count, flag } from "../options/option-checks.ts";
import { asNumber } from "../core/scalar.ts";
import { showGiven } from "../options/show-given.ts";

/** Options of a Label. */
export interface LabelProps {
  /** A score by label, or a label. */
  readonly value?: Readonly<Record<string, number>> | string | null | undefined;
  /** How many of the best are shown; all where left out. */
  readonly topK?: number | undefined;
  /** Whether the best stands above the rest in large type; true where left out. */
  readonly showHeading?: boolean | undefined;
}

/** A classification on the wire: the best label, and the scores from the highest down. */
export interface LabelScores {
  readonly label: string;
  readonly confidences?: readonly { readonly label: string; readonly confidence: number }[];
}

/** The four types of a Label's value. */
export interface LabelTypes {
  send: LabelScores;
  receive: LabelScores;
  give: Readonly<Record<string, number>> | string;
  read: LabelScores;
}

/** What a Label fires. */
export interface LabelEvents {
  change: null;
  select: { index: number; value: string };
}

/** A classification. The function gives a score by label, any finite numbers, or a label alone. */
export const Label: Factory<"label", LabelTypes, LabelProps, LabelEvents> = defineComponent({
  kind: "label",
  word: "Label",
  options: { topK: count, showHeading: flag },
  events: ["change", "select"],
  implement: ({ topK, showHeading = true }: LabelProps) => ({
    schema: {
      title: "LabelData",
      type: "object",
      properties: {
        label: { type: "string" },
        confidences: {
          type: ["array", "null"],
          items: {
            type: "object",
            properties: { label: { type: "string" }, confidence: { type: "number" } },
            required: ["label", "confidence"],
          },
        },
      },
      required: ["label"],
    },
    wireProps: { num_top_classes: topK ?? null, show_heading: showHeading },
    checkInitial: (value) => void rank(value, topK),
    preprocess: (wire) => {
      const { confidences, ...rest } = wire as { readonly [key: string]: JsonValue };
      return confidences === null || confidences === undefined ? rest : { ...rest, confidences };
    },
    postprocess: (given) => rank(given, topK),
  }),
});

function rank(given: unknown, topK: number | undefined): JsonValue {
  if (typeof given === "string") return { label: given };
  const entries = Object.entries(asRecord(given));
  const confidences = entries
    .map(([label, score]) => ({ label, confidence: asScore(label, score) }))
    .toSorted((one, other) => other.confidence - one.confidence)
    .slice(0, topK);
  const [best] = confidences;
  if (best === undefined)
    throw new TypeError("the record of scores is empty: give at least one label, or null to clear.");
  return { label: best.label, confidences };
}

function asRecord(given: unknown): object {
  if (types.isMap(given)) throw new TypeError("a Map is no record of scores: use Object.fromEntries(map).");
  if (typeof given === "object" && given !== null && !Array.isArray(given) && !ArrayBuffer.isView(given)) return given;
  throw new TypeError(
    `a record { label: score } or a label is needed, got ${showGiven(given)}: give { cat: 0.9 } or "cat".`,
  );
}

function asScore(label: string, score: unknown): number {
  try {
    return asNumber(score);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new TypeError(`the score of ${showGiven(label)} cannot be used: ${error.message}`, { cause: error });
  }
}

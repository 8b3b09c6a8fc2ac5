import type { JsonValue } from "@vitrine/protocol";
import { defineComponent, type Factory } from "../core/define-component.ts";
import { flag, length } from "../options/option-checks.ts";
import { toJson } from "../core/to-json.ts";

/** Options of a Json. */
export interface JsonProps {
  /** What `JSON.stringify` would take. */
  readonly value?: unknown;
  /** Whether all of the tree is open at first. */
  readonly open?: boolean | undefined;
  /** Pixels or a CSS length; 500 where left out. */
  readonly maxHeight?: number | string | undefined;
}

/** The four types of a Json's value. What JSON cannot hold is refused when it is given. */
export interface JsonTypes {
  send: JsonValue;
  receive: JsonValue;
  // `any` alone takes interfaces, which have no index signature.
  give: any;
  read: JsonValue;
}

/** What a Json fires. */
export interface JsonEvents {
  change: null;
}

/** Any JSON value. The function receives it parsed and may give anything that JSON can hold; `toJSON` is honoured. */
export const Json: Factory<"json", JsonTypes, JsonProps, JsonEvents> = defineComponent({
  kind: "json",
  word: "Json",
  options: { open: flag, maxHeight: length },
  events: ["change"],
  implement: ({ open = false, maxHeight = 500 }: JsonProps) => ({
    schema: { description: "any valid json" },
    wireProps: { open, max_height: maxHeight },
    preprocess: (wire) => wire,
    postprocess: toJson,
  }),
});

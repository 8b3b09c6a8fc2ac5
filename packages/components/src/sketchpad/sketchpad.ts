import type { FileData } from "@vitrine/protocol";
import type { CommonProps, Component } from "../core/component.ts";
import { type Definition, type Exactly, makeComponent } from "../core/define-component.ts";
import { fileSchema } from "../media/file-schema.ts";
import type { GivesFile } from "../core/files.ts";
import { length, oneOf } from "../options/option-checks.ts";
import { showGiven } from "../options/show-given.ts";
import type { Nullable } from "../core/value-types.ts";
import { givePicture } from "../image/give-picture.ts";
import type { Picture, PictureLike } from "../image/picture.ts";
import { brushProps, checkBrush, type SketchpadBrush } from "./brush.ts";
import { decodeComposite, decodeLayers } from "./decode-drawing.ts";
import type { EditorData, Layers } from "./layers.ts";

/** Options of a Sketchpad. */
export interface SketchpadProps {
  readonly value?: PictureLike | GivenLayers | GivesFile | null | undefined;
  /** Whether the function receives the composite, or its parts too; "pixels" where left out. */
  readonly type?: "pixels" | "layers" | undefined;
  /** How pixels that the function gives are sent; "png" where left out. */
  readonly format?: "png" | "webp" | undefined;
  /** Width and height of the drawing in pixels; [800, 800] where left out. */
  readonly canvasSize?: readonly [width: number, height: number] | undefined;
  readonly brush?: SketchpadBrush | undefined;
  /** Height on the page: pixels or a CSS length. */
  readonly height?: number | string | undefined;
  /** Width on the page: pixels or a CSS length. */
  readonly width?: number | string | undefined;
}

/** What a client sends for a drawing: files, or their content. */
export interface SendsLayers {
  readonly background: FileData | Blob | null;
  readonly layers: readonly (FileData | Blob)[];
  readonly composite: FileData | Blob | null;
}

/** A drawing in its parts, as a function may give it. */
export interface GivenLayers {
  readonly background?: PictureLike | GivesFile | null | undefined;
  readonly layers?: readonly (PictureLike | GivesFile)[] | undefined;
  readonly composite: PictureLike | GivesFile;
}

/** The four types of a Sketchpad's value, as its composite. */
export interface SketchpadTypes {
  send: SendsLayers;
  receive: Picture;
  give: PictureLike | GivenLayers | GivesFile;
  read: EditorData;
}

/** The four types of a Sketchpad's value with `type: "layers"`. */
export interface SketchpadLayersTypes {
  send: SendsLayers;
  receive: Layers;
  give: PictureLike | GivenLayers | GivesFile;
  read: EditorData;
}

/** What a Sketchpad fires. */
export interface SketchpadEvents {
  change: null;
  input: null;
  upload: null;
  clear: null;
  apply: null;
}

const mostLayers = 16;
const longestSide = 8_192;
const partNames = ["background", "layers", "composite"];
const fileOrNull = { anyOf: [fileSchema, { type: "null" }] };

const definition: Definition<SketchpadProps> = {
  kind: "sketchpad",
  word: "Sketchpad",
  options: {
    type: oneOf("pixels", "layers"),
    format: oneOf("png", "webp"),
    canvasSize: checkCanvasSize,
    brush: checkBrush,
    height: length,
    width: length,
  },
  events: ["change", "input", "upload", "clear", "apply"],
  implement: ({ type = "pixels", format = "png", canvasSize = [800, 800], brush, height, width, optional }) => ({
    schema: {
      title: "EditorData",
      type: "object",
      properties: {
        background: fileOrNull,
        layers: { type: "array", items: fileSchema, maxItems: mostLayers },
        composite: fileOrNull,
        id: { type: ["string", "null"], maxLength: 255 },
      },
    },
    wireProps: {
      canvas_size: canvasSize,
      brush: brush === undefined ? null : brushProps(brush),
      format,
      height: height ?? null,
      width: width ?? null,
      layers: true,
    },
    fileSlots: ["/background", "/layers/*", "/composite"],
    decodes: true,
    preprocess: async (wire, context) => {
      const keys = Object.keys(wire as object);
      if (keys.length > 0 && !keys.some((key) => partNames.includes(key))) {
        throw new TypeError(`a drawing has a background, layers or a composite; got ${showGiven(wire)}.`);
      }
      const sent = readEditorData(wire as Partial<EditorData>);
      if (sent === null && optional === true) return null;
      if (sent === null) throw new TypeError("the drawing is missing: draw something or choose a picture.");
      return type === "layers" ? decodeLayers(sent, context) : decodeComposite(sent, context);
    },
    postprocess: async (given, context) => {
      const parts = asParts(given);
      const [composite, background, layers] = await Promise.all([
        givePicture(parts.composite, format, context),
        parts.background == null ? null : givePicture(parts.background, format, context),
        Promise.all(parts.layers.map((layer) => givePicture(layer, format, context))),
      ]);
      return {
        background: background && { ...background },
        layers: layers.map((layer) => ({ ...layer })),
        composite: { ...composite },
      };
    },
  }),
};

/**
 * A pad to draw on. The function receives the drawing's pixels, transparent where nothing is drawn, or with
 * `type: "layers"` its parts; it may give a drawing or a picture.
 */
export function Sketchpad<const P extends CommonProps & SketchpadProps>(
  props?: Exactly<P, CommonProps & SketchpadProps>,
): Component<
  "sketchpad",
  Nullable<P extends { type: "layers" } ? SketchpadLayersTypes : SketchpadTypes, P>,
  P,
  SketchpadEvents
> {
  return makeComponent(definition, props) as never;
}

function checkCanvasSize(value: unknown): string | null {
  const good = (side: unknown) =>
    Number.isSafeInteger(side) && (side as number) >= 1 && (side as number) <= longestSide;
  return Array.isArray(value) && value.length === 2 && value.every(good)
    ? null
    : `must be [width, height], whole numbers from 1 to ${longestSide}`;
}

function readEditorData({ background = null, layers = [], composite = null }: Partial<EditorData>): EditorData | null {
  return background === null && composite === null && layers.length === 0 ? null : { background, layers, composite };
}

interface Parts {
  readonly background: unknown;
  readonly layers: readonly unknown[];
  readonly composite: unknown;
}

function asParts(given: unknown): Parts {
  if (typeof given !== "object" || given === null || !("composite" in given)) {
    return { background: null, layers: [], composite: given };
  }
  const { background = null, layers = [], composite } = given as { [K in keyof Parts]?: unknown };
  if (!Array.isArray(layers))
    throw new TypeError(`layers must be a list of pictures, got ${showGiven(layers)}: give [] for none.`);
  return { background, layers, composite };
}

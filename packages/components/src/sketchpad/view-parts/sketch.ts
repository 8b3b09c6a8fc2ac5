import type { Stroke } from "./stroke.ts";

/** What stands on the pad. `Picture` is whatever can be painted. */
export interface Scene<Picture> {
  /** Lies under the ink; the eraser does not touch it. */
  readonly background: Picture | null;
  /** Ink of an earlier visit, under the strokes. */
  readonly ink: readonly Picture[];
  readonly strokes: readonly Stroke[];
}

/** A scene and those before it, for undo. */
export interface Sketch<Picture> {
  readonly scene: Scene<Picture>;
  readonly past: readonly Scene<Picture>[];
}

const mostUndos = 200;

/** A pad on which nothing stands. */
export const emptyScene: Scene<never> = { background: null, ink: [], strokes: [] };

/** Begins with a scene; nothing to undo. */
export function startSketch<Picture>(scene: Scene<Picture>): Sketch<Picture> {
  return { scene, past: [] };
}

/** The sketch after one more step. */
export function changeScene<Picture>(
  { scene, past }: Sketch<Picture>,
  change: Partial<Scene<Picture>>,
): Sketch<Picture> {
  return { scene: { ...scene, ...change }, past: [...past, scene].slice(-mostUndos) };
}

/** The sketch without its last step; the same sketch where there is none. */
export function undoStep<Picture>(sketch: Sketch<Picture>): Sketch<Picture> {
  const scene = sketch.past.at(-1);
  return scene ? { scene, past: sketch.past.slice(0, -1) } : sketch;
}

/** Whether nothing was drawn and nothing chosen. An eraser alone leaves nothing. */
export function isEmpty({ background, ink, strokes }: Scene<unknown>): boolean {
  return background === null && ink.length === 0 && strokes.every(({ tool }) => tool === "eraser");
}

/** The scene in words: "Drawing: 3 strokes". */
export function describeScene(scene: Scene<unknown>): string {
  if (isEmpty(scene)) return "Drawing: empty";
  const { background, ink, strokes } = scene;
  const count = strokes.length === 1 ? "1 stroke" : `${strokes.length} strokes`;
  const parts = [background && "a picture", ink.length > 0 && "an earlier drawing", strokes.length > 0 && count];
  return `Drawing: ${parts.filter(Boolean).join(" and ")}`;
}

/** Where a picture lies on a canvas: as large as fits, in the middle. */
export function fitInside(
  picture: { readonly width: number; readonly height: number },
  canvas: { readonly width: number; readonly height: number },
): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
  const scale = Math.min(canvas.width / picture.width, canvas.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  return { x: (canvas.width - width) / 2, y: (canvas.height - height) / 2, width, height };
}

/** What a pad needs to know of its props, from Gradio's `canvas_size`, `brush` and `eraser`. */
export interface PadSettings {
  /** Pixels of the canvas. */
  readonly width: number;
  readonly height: number;
  readonly penSize: number;
  readonly eraserSize: number;
  /** The widest it is on the page, as a CSS length; null where the author says nothing. */
  readonly shownWidth: string | null;
  /** The inks to choose from, the first one chosen. */
  readonly colors: readonly string[];
  /** Whether the author chose colours: then they are shown as they are, in every theme. */
  readonly colored: boolean;
}

/** The props of the wire that a pad honours. */
export interface PadProps {
  readonly canvas_size?: readonly number[] | null;
  readonly brush?: {
    readonly default_size?: number | "auto" | null;
    readonly colors?: readonly unknown[] | null;
    readonly default_color?: unknown;
  } | null;
  readonly height?: number | string | null;
  readonly width?: number | string | null;
  readonly eraser?: { readonly default_size?: number | "auto" | null } | null;
}

const black = "#000000";

/** Reads the props; a pen is by default a fourteenth of the canvas wide, about what handwritten digits look like. */
export function padSettings({ canvas_size, brush, eraser, ...shown }: PadProps): PadSettings {
  const [width = 800, height = 800] = canvas_size ?? [];
  const byHeight = shown.height ? `calc(${cssLength(shown.height)} * ${width / height})` : null;
  const penSize = sizeOf(brush?.default_size) ?? Math.min(width, height) / 14;
  const given = [brush?.default_color, ...(brush?.colors ?? [])].filter(
    (color): color is string => typeof color === "string" && color !== "auto",
  );
  const colors = [...new Set(given)];
  return {
    width,
    height,
    penSize,
    eraserSize: sizeOf(eraser?.default_size) ?? penSize * 1.5,
    shownWidth: shown.width ? cssLength(shown.width) : byHeight,
    colors: colors.length > 0 ? colors : [black],
    colored: colors.some((color) => color.toLowerCase() !== black && color !== "#000" && color !== "black"),
  };
}

function sizeOf(size: number | "auto" | null | undefined): number | null {
  return typeof size === "number" && size > 0 ? size : null;
}

function cssLength(length: number | string): string {
  return typeof length === "number" ? `${length}px` : length;
}

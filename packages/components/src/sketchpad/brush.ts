import type { JsonObject } from "@vitrine/protocol";

/** How a Sketchpad draws. */
export interface SketchpadBrush {
  /** Width of a stroke in pixels of the canvas; a fourteenth of its smaller side where left out. */
  readonly defaultSize?: number | undefined;
  /** The inks to choose from, as CSS colours; black alone where left out. */
  readonly colors?: readonly string[] | undefined;
  /** The ink chosen at first; the first of `colors` where left out. */
  readonly defaultColor?: string | undefined;
}

const known: readonly string[] = ["defaultSize", "colors", "defaultColor"];

/** Says what is wrong with an author's `brush`; null where nothing is. */
export function checkBrush(value: unknown): string | null {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return "must be an object such as { defaultSize: 40 }";
  const { defaultSize, colors, defaultColor, ...others } = value as SketchpadBrush;
  const [stranger] = Object.keys(others);
  if (stranger !== undefined) return `has the unknown option ${JSON.stringify(stranger)}; it takes ${known.join(", ")}`;
  if (defaultSize !== undefined && !(Number.isFinite(defaultSize) && defaultSize > 0)) {
    return "must have a defaultSize above 0, in pixels";
  }
  const listed = colors === undefined || (Array.isArray(colors) && colors.length > 0 && colors.every(isColor));
  if (!listed) return 'must have a list of colors such as ["#000000", "red"]';
  if (defaultColor !== undefined && !isColor(defaultColor)) return 'must have a defaultColor such as "#000000"';
  return null;
}

/** The brush for the page, by Gradio's names. */
export function brushProps({ defaultSize, colors, defaultColor }: SketchpadBrush): JsonObject {
  return {
    default_size: defaultSize ?? "auto",
    colors: colors ?? null,
    default_color: defaultColor ?? null,
  };
}

function isColor(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

import type { FileData } from "@vitrine/protocol";
import type { Picture } from "../image/picture.ts";

/** A drawing in its parts. */
export interface Layers {
  /** The picture underneath; null for none. */
  readonly background: Picture | null;
  /** What was drawn, the lowest first. */
  readonly layers: readonly Picture[];
  /** All of it, laid over each other. */
  readonly composite: Picture;
}

/** A drawing on the wire, as Gradio's editor data. */
export interface EditorData {
  readonly background: FileData | null;
  readonly layers: readonly FileData[];
  readonly composite: FileData | null;
  readonly id?: string | null;
}

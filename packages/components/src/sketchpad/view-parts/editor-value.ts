import { isFileData, PendingFile, type FileData } from "@vitrine/protocol";
import { emptyScene, isEmpty, type Scene } from "./sketch.ts";
import { readPicture, renderPng, type CanvasSize, type PadPicture } from "./paint-scene.ts";

/** Gradio's EditorData, in which files that are made when the call is sent may stand. */
export interface EditorValue {
  readonly background: FileData | PendingFile | null;
  readonly layers: readonly (FileData | PendingFile)[];
  readonly composite: FileData | PendingFile | null;
}

/** The value for a scene as it is now, made into pictures when they are asked for; null where nothing stands. */
export function valueOf(scene: Scene<PadPicture>, size: CanvasSize): EditorValue | null {
  if (isEmpty(scene)) return null;
  const layer = new PendingFile("drawing.png", () => renderPng(scene, size, false));
  // One file stands in both places where there is no background, and so is sent once.
  const composite = scene.background ? new PendingFile("composite.png", () => renderPng(scene, size, true)) : layer;
  return { background: scene.background?.wire ?? null, layers: [layer], composite };
}

/**
 * The scene of a value from outside. Layers are ink, so that a drawing without a background looks as when it was drawn;
 * a composite without layers is a picture. Rejects where a picture cannot be read.
 */
export async function sceneOf(value: EditorValue, urlOf: (file: FileData) => string): Promise<Scene<PadPicture>> {
  const read = async (file: FileData | PendingFile | null): Promise<PadPicture[]> =>
    isFileData(file) ? [{ image: await readPicture(urlOf(file)), wire: file }] : [];
  if (value.layers.length === 0) {
    const [background = null] = await read(value.composite ?? value.background);
    return { ...emptyScene, background };
  }
  const [background = null] = await read(value.background);
  const ink = await Promise.all(value.layers.map(read));
  return { ...emptyScene, background, ink: ink.flat() };
}

import { PendingFile } from "@vitrine/protocol";
import { useEffect, useRef, useState } from "react";
import type { ViewFiles } from "../../view.ts";
import { changeScene, emptyScene, startSketch, undoStep, type Scene, type Sketch } from "./sketch.ts";
import { sceneOf, valueOf, type EditorValue } from "./editor-value.ts";
import { readPicture, type CanvasSize, type PadPicture } from "./paint-scene.ts";

/** A sketch and what a visitor can do to it. */
export interface SketchActions {
  readonly sketch: Sketch<PadPicture>;
  readonly change: (change: (scene: Scene<PadPicture>) => Partial<Scene<PadPicture>>) => void;
  readonly undo: () => void;
  /** Puts a picture under the ink. */
  readonly choose: (file: File) => Promise<void>;
}

interface SketchOptions {
  readonly value: EditorValue | null;
  readonly size: CanvasSize;
  readonly files: ViewFiles;
  readonly onChange: (value: EditorValue | null) => void;
  readonly onProblem: (message: string | null) => void;
}

/** The strokes behind values that were told, so that a view which is drawn anew has them and their history again. */
const told = new WeakMap<EditorValue, Sketch<PadPicture>>();

/** Keeps the sketch of a pad: tells each change, and follows values that come from outside. */
export function useSketch({ value, size, files, onChange, onProblem }: SketchOptions): SketchActions {
  const [sketch, setSketch] = useState<Sketch<PadPicture>>(
    () => (value && told.get(value)) ?? startSketch<PadPicture>(emptyScene),
  );
  const latest = useRef({ value: value && told.has(value) ? value : null, sketch });

  const show = (next: Sketch<PadPicture>, of: EditorValue | null): void => {
    latest.current = { value: of, sketch: next };
    setSketch(next);
  };

  useEffect(() => {
    if (value === latest.current.value) return;
    const own = value ? told.get(value) : startSketch<PadPicture>(emptyScene);
    if (own) return show(own, value);
    if (!value) return;
    const before = latest.current;
    void load(value);

    async function load(given: EditorValue): Promise<void> {
      try {
        const scene = await sceneOf(given, (file) => files.url(file));
        // A visitor who began to draw meanwhile wins.
        if (latest.current === before) show(startSketch(scene), given);
      } catch {
        onProblem("The picture of this drawing could not be read. Clear it or choose another.");
      }
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [value]);

  const tell = (next: Sketch<PadPicture>): void => {
    const made = valueOf(next.scene, size);
    if (made) told.set(made, next);
    show(next, made);
    onChange(made);
  };

  return {
    sketch,
    change: (change) => tell(changeScene(latest.current.sketch, change(latest.current.sketch.scene))),
    undo() {
      const next = undoStep(latest.current.sketch);
      if (next !== latest.current.sketch) tell(next);
    },
    async choose(file) {
      const url = URL.createObjectURL(file);
      try {
        const image = await readPicture(url);
        const wire = new PendingFile(file.name, () => Promise.resolve(file));
        tell(changeScene(latest.current.sketch, { background: { image, wire } }));
      } catch {
        onProblem(`“${file.name}” cannot be read as a picture. Choose a PNG, JPEG, WebP or GIF file.`);
      } finally {
        URL.revokeObjectURL(url);
      }
    },
  };
}

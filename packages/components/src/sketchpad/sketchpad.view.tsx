import { isFileData } from "@vitrine/protocol";
import { useMemo, useRef, useState, type ReactElement } from "react";
import { acceptFiles } from "../file/accept-files.ts";
import { fileName } from "../file/view-parts/slots.ts";
import { FileInput } from "../file/view-parts/drop-zone.tsx";
import { Icon } from "../file/view-parts/icon.tsx";
import { useDrop } from "../file/view-parts/use-drop.ts";
import wells from "../image/view-parts/picture.module.css";
import { ShownPicture } from "../image/view-parts/shown-picture.tsx";
import { usePicture } from "../image/view-parts/use-picture.ts";
import type { ViewProps } from "../view.ts";
import { emptyScene, isEmpty, padSettings, type PadProps } from "./view-parts/sketch.ts";
import css from "./sketchpad.module.css";
import type { EditorValue } from "./view-parts/editor-value.ts";
import { Pad } from "./view-parts/pad.tsx";
import { useSketch } from "./view-parts/use-sketch.ts";

interface SketchpadProps extends PadProps {
  readonly interactive?: boolean;
}

/** A pad to draw on, or a drawing that was given. */
export default function SketchpadView(view: ViewProps<SketchpadProps, EditorValue>): ReactElement | null {
  const draws = view.mode === "input" && view.props.interactive !== false;
  return draws ? <SketchInput {...view} /> : <SketchOutput {...view} />;
}

function SketchOutput({ value, label, files }: ViewProps<SketchpadProps, EditorValue>): ReactElement | null {
  const composite = isFileData(value?.composite) ? value.composite : null;
  const picture = usePicture(composite && files.url(composite));
  if (!composite) return null;
  return (
    <div className={`well ${wells["well"]}`} data-paper="">
      <ShownPicture picture={picture} alt={label} download={fileName(composite)} paper />
    </div>
  );
}

function SketchInput(view: ViewProps<SketchpadProps, EditorValue>): ReactElement {
  const { value, files } = view;
  const settings = useMemo(() => padSettings(view.props), [view.props]);
  const { sketch, change, undo, choose } = useSketch({
    value,
    size: settings,
    files,
    onChange: (next) => view.onChange(next),
    onProblem: (message) => view.onProblem(message),
  });
  const [tool, setTool] = useState<"pen" | "eraser">("pen");
  const [color, setColor] = useState(settings.colors[0] ?? "");
  const input = useRef<HTMLInputElement>(null);
  const { scene, past } = sketch;

  const take = (chosen: readonly File[]): void => {
    const rules = { types: ["image"], maxSize: files.maxSize, room: 1, maxCount: 1 };
    const { taken, problem } = acceptFiles(chosen, rules);
    view.onProblem(problem);
    if (taken[0]) void choose(taken[0]);
  };
  const drop = useDrop(take);

  return (
    <div
      id={view.id}
      className={css["sketch"]}
      role="group"
      tabIndex={-1}
      aria-labelledby={view.labelId}
      aria-describedby={view.describedBy}
      data-over={drop.over || undefined}
      data-invalid={view.invalid || undefined}
      onKeyDown={(event) => {
        const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
        if (!isUndo) return;
        event.preventDefault();
        undo();
      }}
      {...drop.handlers}
    >
      <div className={css["rail"]}>
        <Tool name="Pen" icon="pen" pressed={tool === "pen"} onClick={() => setTool("pen")} />
        <Tool name="Eraser" icon="eraser" pressed={tool === "eraser"} onClick={() => setTool("eraser")} />
        {settings.colors.length > 1 &&
          settings.colors.map((ink) => (
            <button
              key={ink}
              type="button"
              className="btn icon sm ghost"
              aria-label={`Ink ${ink}`}
              aria-pressed={ink === color}
              onClick={() => {
                setColor(ink);
                setTool("pen");
              }}
            >
              <span className={css["swatch"]} style={{ background: ink }} />
            </button>
          ))}
        <hr />
        <Tool name="Undo" icon="undo" disabled={past.length === 0} onClick={undo} />
        <Tool name="Choose a picture" icon="picture" onClick={() => input.current?.click()} />
        <FileInput accept="image/*" hidden ref={input} onFiles={take} />
        <Tool name="Clear drawing" icon="bin" push disabled={isEmpty(scene)} onClick={() => change(() => emptyScene)} />
      </div>
      <Pad
        scene={scene}
        size={settings}
        brush={{ tool, color, size: tool === "pen" ? settings.penSize : settings.eraserSize, points: [] }}
        eraserSize={settings.eraserSize}
        shownWidth={settings.shownWidth}
        paper={settings.colored || scene.background !== null}
        onStroke={(stroke) => change(({ strokes }) => ({ strokes: [...strokes, stroke] }))}
      />
    </div>
  );
}

function Tool(props: {
  readonly name: string;
  readonly icon: Parameters<typeof Icon>[0]["name"];
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly push?: boolean;
  readonly onClick: () => void;
}): ReactElement {
  return (
    <button
      type="button"
      className={`btn icon sm ghost ${props.push ? css["push"] : ""}`}
      aria-label={props.name}
      title={props.name}
      aria-pressed={props.pressed}
      // Stays focusable, so that the focus is not lost with the last step.
      aria-disabled={props.disabled || undefined}
      onClick={() => {
        if (!props.disabled) props.onClick();
      }}
    >
      <Icon name={props.icon} />
    </button>
  );
}

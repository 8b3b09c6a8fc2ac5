import { useEffect, useLayoutEffect, useRef, useState, type PointerEvent, type ReactElement } from "react";
import css from "../sketchpad.module.css";
import { describeScene, type Scene } from "./sketch.ts";
import { addPoint, judgePointer, type Stroke } from "./stroke.ts";
import {
  contextOf,
  newCanvas,
  paintBackground,
  paintInk,
  paintStroke,
  type CanvasSize,
  type PadPicture,
} from "./paint-scene.ts";

/** What the pad draws with. */
export interface PadOptions {
  readonly scene: Scene<PadPicture>;
  readonly size: CanvasSize;
  /** The tool in hand; its stroke has no points yet. */
  readonly brush: Stroke;
  /** How wide the eraser at the end of a pen is, pixels of the canvas. */
  readonly eraserSize: number;
  /** Whether the pad is light in every theme, because what stands on it must be seen in its own colours. */
  readonly paper: boolean;
  /** The widest the pad is on the page, as a CSS length; null for the usual. */
  readonly shownWidth: string | null;
  readonly onStroke: (stroke: Stroke) => void;
}

interface Active {
  readonly pointerId: number;
  readonly pointerType: string;
  readonly stroke: Stroke & { readonly points: number[] };
}

const penEraserButton = 32;

/** The square to draw on, with mouse, pen or finger. */
export function Pad({ scene, size, brush, eraserSize, paper, shownWidth, onStroke }: PadOptions): ReactElement {
  const ink = useRef<HTMLCanvasElement>(null);
  const background = useRef<HTMLCanvasElement>(null);
  const finished = useRef<HTMLCanvasElement | null>(null);
  const active = useRef<Active | null>(null);
  const shown = useShownSize(ink, size);

  const repaint = (): void => {
    const canvas = ink.current;
    if (!canvas || !finished.current) return;
    const context = contextOf(canvas);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(finished.current, 0, 0);
    context.scale(canvas.width / size.width, canvas.height / size.height);
    if (active.current) paintStroke(context, active.current.stroke);
  };

  useLayoutEffect(() => {
    const under = background.current;
    if (!ink.current || !under) return;
    for (const canvas of [ink.current, under]) {
      if (canvas.width !== shown.width) canvas.width = shown.width;
      if (canvas.height !== shown.height) canvas.height = shown.height;
    }
    const [canvas, context] = newCanvas(shown);
    context.scale(shown.width / size.width, shown.height / size.height);
    paintInk(context, scene, size);
    finished.current = canvas;
    const underContext = contextOf(under);
    underContext.setTransform(1, 0, 0, 1, 0, 0);
    underContext.clearRect(0, 0, under.width, under.height);
    underContext.scale(shown.width / size.width, shown.height / size.height);
    paintBackground(underContext, scene, size);
    repaint();
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [scene, shown.width, shown.height, size.width, size.height]);

  const draw = ({ nativeEvent, currentTarget }: PointerEvent<HTMLCanvasElement>, points: number[]): void => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    const events = nativeEvent.getCoalescedEvents?.() ?? [];
    for (const { clientX, clientY } of events.length > 0 ? events : [nativeEvent])
      addPoint(
        points,
        ((clientX - left) * size.width) / width,
        ((clientY - top) * size.height) / height,
        size.width / 400,
      );
    repaint();
  };

  const isDrawing = ({ pointerId }: PointerEvent): boolean => active.current?.pointerId === pointerId;

  return (
    <div
      className={css["pad"]}
      style={{
        aspectRatio: `${size.width} / ${size.height}`,
        ...(shownWidth !== null && { inlineSize: `min(100%, ${shownWidth})` }),
      }}
      data-paper={paper || undefined}
    >
      <canvas ref={background} aria-hidden="true" />
      <canvas
        ref={ink}
        className={css["ink"]}
        role="img"
        aria-label={describeScene(scene)}
        onPointerDown={(event) => {
          if (event.button !== 0 && event.button !== 5) return;
          const verdict = judgePointer(active.current?.pointerType ?? null, event.pointerType);
          if (verdict === "ignore") return;
          const { pointerId, pointerType, currentTarget } = event;
          currentTarget.setPointerCapture(pointerId);
          const erases = (event.buttons & penEraserButton) !== 0;
          const tool = erases ? ({ tool: "eraser", size: eraserSize } as const) : {};
          active.current = { pointerId, pointerType, stroke: { ...brush, ...tool, points: [] } };
          draw(event, active.current.stroke.points);
        }}
        onPointerMove={(event) => {
          if (active.current && isDrawing(event)) draw(event, active.current.stroke.points);
        }}
        onPointerUp={(event) => {
          if (!active.current || !isDrawing(event)) return;
          const { stroke } = active.current;
          draw(event, stroke.points);
          active.current = null;
          onStroke(stroke);
        }}
        onPointerCancel={(event) => {
          if (!isDrawing(event)) return;
          active.current = null;
          repaint();
        }}
      />
    </div>
  );
}

/** The canvas's size in pixels of the screen, so that lines are sharp at every zoom. */
function useShownSize(ref: { readonly current: HTMLCanvasElement | null }, size: CanvasSize): CanvasSize {
  const [shown, setShown] = useState<CanvasSize>(size);
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return undefined;
    const observer = new ResizeObserver(() => {
      const width = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
      const height = Math.max(1, Math.round(canvas.clientHeight * devicePixelRatio));
      setShown((before) => (before.width === width && before.height === height ? before : { width, height }));
    });
    observer.observe(canvas);
    return () => observer.disconnect();
  }, [ref]);
  return shown;
}

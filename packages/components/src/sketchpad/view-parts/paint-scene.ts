import type { FileData, PendingFile } from "@vitrine/protocol";
import { fitInside, type Scene } from "./sketch.ts";
import { strokePath, type Stroke } from "./stroke.ts";

/** A picture that can be painted, and how it stands in the value. */
export interface PadPicture {
  readonly image: HTMLImageElement;
  readonly wire: FileData | PendingFile;
}

/** The pixels of a canvas. */
export interface CanvasSize {
  readonly width: number;
  readonly height: number;
}

/** Paints the background alone; the context's unit is a pixel of the value's canvas. */
export function paintBackground(context: CanvasRenderingContext2D, scene: Scene<PadPicture>, size: CanvasSize): void {
  if (!scene.background) return;
  const { image } = scene.background;
  const { x, y, width, height } = fitInside({ width: image.naturalWidth, height: image.naturalHeight }, size);
  context.imageSmoothingQuality = "high";
  context.drawImage(image, x, y, width, height);
}

/** Paints the ink alone, which the eraser has gone through. */
export function paintInk(context: CanvasRenderingContext2D, scene: Scene<PadPicture>, size: CanvasSize): void {
  for (const { image } of scene.ink) context.drawImage(image, 0, 0, size.width, size.height);
  for (const stroke of scene.strokes) paintStroke(context, stroke);
}

/** Paints one stroke: round, and as wide everywhere. An eraser takes away what lies under it. */
export function paintStroke(context: CanvasRenderingContext2D, { tool, color, size, points }: Stroke): void {
  context.globalCompositeOperation = tool === "eraser" ? "destination-out" : "source-over";
  context.lineCap = "round";
  context.lineJoin = "round";
  context.lineWidth = size;
  context.strokeStyle = color;
  context.stroke(new Path2D(strokePath(points)));
  context.globalCompositeOperation = "source-over";
}

/** A new canvas of that many pixels, and its context. */
export function newCanvas({ width, height }: CanvasSize): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return [canvas, contextOf(canvas)];
}

/** A canvas's context. Throws where the browser has no memory left for it. */
export function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser cannot draw any more canvases. Close some tabs and reload the page.");
  return context;
}

/** The scene as a PNG: transparent where nothing stands. With the background, or the ink alone. */
export async function renderPng(scene: Scene<PadPicture>, size: CanvasSize, withBackground: boolean): Promise<Blob> {
  // The eraser must not go through the background, so the ink has a canvas of its own.
  const [ink, inkContext] = newCanvas(size);
  paintInk(inkContext, scene, size);
  if (!withBackground) return await pngOf(ink);
  const [canvas, context] = newCanvas(size);
  paintBackground(context, scene, size);
  context.drawImage(ink, 0, 0);
  return await pngOf(canvas);
}

/** Reads a picture to paint. Rejects where the browser cannot read it. */
export async function readPicture(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}

function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("The drawing could not be stored as a picture. Try again."))),
      "image/png",
    );
  });
}

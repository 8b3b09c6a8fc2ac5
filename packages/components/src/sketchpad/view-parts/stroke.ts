/** One movement of the pen or the eraser over the canvas. */
export interface Stroke {
  readonly tool: "pen" | "eraser";
  /** A CSS colour; the eraser has none that matters. */
  readonly color: string;
  /** Width in pixels of the canvas. */
  readonly size: number;
  /** x and y in turn, in pixels of the canvas. */
  readonly points: readonly number[];
}

/**
 * A stroke's middle line as SVG path data: quadratic curves from middle to middle of neighbouring points, with the points
 * as control points, so that the line has no corners where the pointer was sampled. "" without points; a dot for one.
 */
export function strokePath(points: readonly number[]): string {
  const count = points.length >> 1;
  if (count === 0) return "";
  const x = (index: number): number => points[2 * index] as number;
  const y = (index: number): number => points[2 * index + 1] as number;
  const middle = (index: number): string =>
    `${round((x(index) + x(index + 1)) / 2)} ${round((y(index) + y(index + 1)) / 2)}`;
  const start = `M${round(x(0))} ${round(y(0))}`;
  // A line of no length has no caps; a hundredth of a pixel has.
  if (count === 1) return `${start}h.01`;
  let path = `${start}L${middle(0)}`;
  for (let index = 1; index < count - 1; index += 1) path += `Q${round(x(index))} ${round(y(index))} ${middle(index)}`;
  return `${path}L${round(x(count - 1))} ${round(y(count - 1))}`;
}

/** Adds a point unless it is nearer to the last than `least` pixels: a resting hand would only add noise. */
export function addPoint(points: number[], x: number, y: number, least: number): void {
  const [lastX, lastY] = points.slice(-2);
  if (lastX !== undefined && lastY !== undefined && Math.hypot(x - lastX, y - lastY) < least) return;
  points.push(x, y);
}

/**
 * What to do when a pointer comes down: one pointer draws at a time, and a pen is preferred to a touch, which may be the
 * palm of the hand that holds it.
 */
export function judgePointer(drawing: string | null, coming: string): "draw" | "ignore" | "replace" {
  if (drawing === null) return "draw";
  return drawing === "touch" && coming === "pen" ? "replace" : "ignore";
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

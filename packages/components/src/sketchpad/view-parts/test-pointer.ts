import { cdp } from "vitest/browser";

/** A way across an element: x and y of each point as parts of its size. */
export type Way = readonly (readonly [x: number, y: number])[];

interface Protocol {
  send(method: string, params: object): Promise<unknown>;
}

/** Draws with the browser's own mouse or pen. */
export async function drawWith(pointerType: "mouse" | "pen", on: Element, way: Way): Promise<void> {
  const points = placesOf(on, way);
  const [first, last] = [points[0], points.at(-1)];
  const send = (type: string, at: object | undefined, buttons: number): Promise<unknown> =>
    protocol().send("Input.dispatchMouseEvent", { type, ...at, button: "left", buttons, pointerType, clickCount: 1 });
  await send("mousePressed", first, 1);
  for (const at of points) await send("mouseMoved", at, 1);
  await send("mouseReleased", last, 0);
}

/** Draws with a finger. */
export async function drawWithFinger(on: Element, way: Way): Promise<void> {
  const points = placesOf(on, way);
  await touch("touchStart", points.slice(0, 1));
  for (const at of points) await touch("touchMove", [at]);
  await touch("touchEnd", []);
}

function touch(type: string, touchPoints: readonly object[]): Promise<unknown> {
  return protocol().send("Input.dispatchTouchEvent", { type, touchPoints });
}

function protocol(): Protocol {
  return cdp() as unknown as Protocol;
}

/** Where the points lie in the window, which shows the test in a frame. */
function placesOf(on: Element, way: Way): { readonly x: number; readonly y: number }[] {
  const { left, top, width, height } = on.getBoundingClientRect();
  const frame = window.frameElement?.getBoundingClientRect();
  const scale = frame ? frame.width / innerWidth : 1;
  return way.map(([x, y]) => ({
    x: (frame?.left ?? 0) + (left + x * width) * scale,
    y: (frame?.top ?? 0) + (top + y * height) * scale,
  }));
}

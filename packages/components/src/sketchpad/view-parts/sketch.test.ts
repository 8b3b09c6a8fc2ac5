import { expect, test } from "vitest";
import {
  changeScene,
  describeScene,
  emptyScene,
  fitInside,
  isEmpty,
  padSettings,
  startSketch,
  undoStep,
  type Scene,
} from "./sketch.ts";
import type { Stroke } from "./stroke.ts";

const line: Stroke = { tool: "pen", color: "#000", size: 10, points: [0, 0, 5, 5] };
const rubbed: Stroke = { ...line, tool: "eraser" };
const empty: Scene<string> = emptyScene;

test("undo goes back step by step, also over a cleared pad and a chosen picture", () => {
  let sketch = startSketch(empty);
  sketch = changeScene(sketch, { strokes: [line] });
  sketch = changeScene(sketch, { background: "cat" });
  sketch = changeScene(sketch, emptyScene);
  expect(isEmpty(sketch.scene)).toBe(true);
  sketch = undoStep(sketch);
  expect(sketch.scene).toMatchObject({ background: "cat", strokes: [line] });
  sketch = undoStep(undoStep(sketch));
  expect(isEmpty(sketch.scene)).toBe(true);
  expect(undoStep(sketch)).toBe(sketch);
});

test("the memory for undo has an end", () => {
  let sketch = startSketch(empty);
  for (let step = 0; step < 1000; step += 1) sketch = changeScene(sketch, { strokes: [line] });
  expect(sketch.past.length).toBeLessThanOrEqual(200);
});

test("the scene in words", () => {
  expect(describeScene(empty)).toBe("Drawing: empty");
  expect(describeScene({ ...empty, strokes: [rubbed] })).toBe("Drawing: empty");
  expect(describeScene({ ...empty, strokes: [line] })).toBe("Drawing: 1 stroke");
  expect(describeScene({ ...empty, background: "cat", strokes: [line, rubbed] })).toBe(
    "Drawing: a picture and 2 strokes",
  );
});

test("a picture lies in the middle, as large as fits", () => {
  expect(fitInside({ width: 10, height: 20 }, { width: 800, height: 800 })).toEqual({
    x: 200,
    y: 0,
    width: 400,
    height: 800,
  });
});

test("settings come from the props, else the pen suits a digit", () => {
  expect(padSettings({})).toMatchObject({ width: 800, height: 800, colors: ["#000000"], colored: false });
  expect(padSettings({ width: 300, height: 900 }).shownWidth).toBe("300px");
  expect(padSettings({ height: "20em", canvas_size: [400, 800] }).shownWidth).toBe("calc(20em * 0.5)");
  expect(padSettings({}).penSize).toBeCloseTo(57.1, 1);
  const brush = { default_size: 8, default_color: "#ff0000", colors: ["#00f", "#ff0000"] };
  expect(padSettings({ canvas_size: [280, 140], brush, eraser: { default_size: "auto" } })).toEqual({
    width: 280,
    height: 140,
    penSize: 8,
    eraserSize: 12,
    shownWidth: null,
    colors: ["#ff0000", "#00f"],
    colored: true,
  });
});

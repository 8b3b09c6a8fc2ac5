import { PendingFile } from "@vitrine/protocol";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { dropOn, heldFile, pictureFile, testFiles, textFile } from "../file/view-parts/test-files.ts";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import SketchpadView from "./sketchpad.view.tsx";
import type { EditorValue } from "./view-parts/editor-value.ts";
import { drawWith, drawWithFinger } from "./view-parts/test-pointer.ts";

const across = [
  [0.2, 0.5],
  [0.4, 0.5],
  [0.6, 0.5],
  [0.8, 0.5],
] as const;
const down = [
  [0.5, 0.1],
  [0.5, 0.5],
  [0.5, 0.9],
] as const;
const center = [0.5, 0.5] as const;

type Pixel = readonly number[];
const black: Pixel = [0, 0, 0, 255];
const nothing: Pixel = [0, 0, 0, 0];

async function pixelsOf(file: unknown, at: readonly (readonly [number, number])[]): Promise<Pixel[]> {
  if (!(file instanceof PendingFile)) throw new Error("There is no drawing.");
  const blob = await file.make();
  expect(blob.type).toBe("image/png");
  const bitmap = await createImageBitmap(blob);
  expect([bitmap.width, bitmap.height]).toEqual([800, 800]);
  const context = new OffscreenCanvas(800, 800).getContext("2d");
  context?.drawImage(bitmap, 0, 0);
  return at.map(([x, y]) => [...(context?.getImageData(x * 800, y * 800, 1, 1).data ?? [])]);
}

async function showPad(value: EditorValue | null = null, props = {}, files = testFiles()) {
  const shown = await showView(SketchpadView, { props, value, label: "Digit", files });
  const { screen } = shown;
  const pad = screen.getByRole("img", { name: /^Drawing/ });
  const tool = (name: string) => screen.getByRole("button", { name });
  const says = (words: string) => expect.element(screen.getByRole("img", { name: words })).toBeVisible();
  const draw = (way: Parameters<typeof drawWith>[2]) => drawWith("mouse", pad.element(), way);
  return { ...shown, pad: () => pad.element() as HTMLCanvasElement, tool, says, draw };
}

test("a drawing is black on transparent, and undo, clear and Ctrl+Z take it back", async () => {
  const { value, tool, says, draw, onChange } = await showPad();
  await draw(across);
  await says("Drawing: 1 stroke");
  const drawn = value();
  expect(drawn).toMatchObject({ background: null });
  expect(drawn?.layers).toEqual([drawn?.composite]);
  expect(await pixelsOf(drawn?.composite, [center, [0.5, 0.55], [0.5, 0.1], [0.1, 0.5]])).toEqual([
    black,
    nothing,
    nothing,
    nothing,
  ]);
  await draw(down);
  await says("Drawing: 2 strokes");
  await tool("Undo").click();
  await says("Drawing: 1 stroke");
  await tool("Clear drawing").click();
  await says("Drawing: empty");
  expect(value()).toBeNull();
  await userEvent.keyboard("{Control>}z{/Control}");
  await says("Drawing: 1 stroke");
  expect(await pixelsOf(value()?.composite, [center])).toEqual([black]);
  expect(onChange).toHaveBeenCalledTimes(5);
});

test("the eraser takes ink away, but nothing else", async () => {
  const { value, tool, says, draw } = await showPad();
  await draw(across);
  await tool("Eraser").click();
  await expect.element(tool("Eraser")).toHaveAttribute("aria-pressed", "true");
  await draw(down);
  await says("Drawing: 2 strokes");
  expect(await pixelsOf(value()?.composite, [center, [0.25, 0.5]])).toEqual([nothing, black]);
});

test("a value is the drawing of its moment, whatever is drawn afterwards", async () => {
  const { value, says, draw } = await showPad();
  await draw(across);
  await says("Drawing: 1 stroke");
  const first = value();
  await draw(down);
  await says("Drawing: 2 strokes");
  expect(await pixelsOf(first?.composite, [[0.5, 0.2]])).toEqual([nothing]);
  expect(await pixelsOf(value()?.composite, [[0.5, 0.2]])).toEqual([black]);
});

test("fingers and pens draw as well", async () => {
  const { pad, says, value } = await showPad();
  await drawWithFinger(pad(), across);
  await says("Drawing: 1 stroke");
  await drawWith("pen", pad(), down);
  await says("Drawing: 2 strokes");
  expect(
    await pixelsOf(value()?.composite, [
      [0.25, 0.5],
      [0.5, 0.2],
    ]),
  ).toEqual([black, black]);
});

test("a picture is chosen with the keyboard or dropped, lies under the ink and can be undone", async () => {
  const { value, tool, says, draw, pad, problem, screen } = await showPad();
  const picked = new Promise<void>((resolve) => {
    screen.container.querySelector("input[type=file]")?.addEventListener("click", (event) => {
      event.preventDefault();
      resolve();
    });
  });
  (tool("Choose a picture").element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await picked;
  dropOn(pad(), [await pictureFile("red.png")]);
  await says("Drawing: a picture");
  await draw(across);
  await says("Drawing: a picture and 1 stroke");
  expect(value()?.background).toMatchObject({ name: "red.png" });
  expect(await pixelsOf(value()?.composite, [center, [0.05, 0.05]])).toEqual([black, [255, 0, 0, 255]]);
  expect(await pixelsOf(value()?.layers[0], [center, [0.05, 0.05]])).toEqual([black, nothing]);
  await tool("Undo").click();
  await tool("Undo").click();
  expect(value()).toBeNull();
  dropOn(pad(), [new File(["no picture"], "fake.png", { type: "image/png" })]);
  await expect.poll(problem).toMatch(/fake\.png.*cannot be read/);
  dropOn(pad(), [textFile("a.txt")]);
  await expect.poll(problem).toMatch(/a\.txt.*wrong type/);
});

test("a drawing from outside is shown and drawn upon; null clears it; its own value changes nothing", async () => {
  const url = URL.createObjectURL(await pictureFile("blue.png", "blue"));
  const file = heldFile("blue.png", url);
  const { value, setValue, says, draw, onChange } = await showPad({
    background: null,
    layers: [file],
    composite: file,
  });
  await says("Drawing: an earlier drawing");
  expect(onChange).not.toHaveBeenCalled();
  await draw(across);
  await says("Drawing: an earlier drawing and 1 stroke");
  const own = value();
  expect(await pixelsOf(own?.composite, [center, [0.05, 0.05]])).toEqual([black, [0, 0, 255, 255]]);
  await setValue(null);
  await says("Drawing: empty");
  await setValue(own);
  await says("Drawing: an earlier drawing and 1 stroke");
  await setValue({ background: file, layers: [], composite: file });
  await says("Drawing: a picture");
  expect(onChange).toHaveBeenCalledTimes(1);
});

test("a brush's colours are offered and drawn with", async () => {
  const { value, tool, draw, says } = await showPad(null, { brush: { colors: ["#000000", "#00ff00"] } });
  await tool("Ink #00ff00").click();
  await draw(across);
  await says("Drawing: 1 stroke");
  expect(await pixelsOf(value()?.composite, [center])).toEqual([[0, 255, 0, 255]]);
});

test("as input and as output it is accessible", async () => {
  const { screen, draw, says } = await showPad();
  await expect.element(screen.getByRole("group", { name: "Digit" })).toBeVisible();
  await expectAccessible();
  await draw(across);
  await says("Drawing: 1 stroke");
  await expectAccessible();
  await screen.unmount();

  const composite = heldFile("drawing.png", URL.createObjectURL(await pictureFile("drawing.png", "black")));
  const output = await showView(SketchpadView, {
    props: {},
    value: { background: null, layers: [], composite },
    mode: "output",
    label: "Drawing",
    files: testFiles(),
  });
  await expect.element(output.screen.getByRole("img", { name: "Drawing" })).toBeVisible();
  await expectAccessible();
});

import type { JsonValue } from "@vitrine/protocol";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AnyComponent, implementation } from "../core/component.ts";
import { createTestFiles, type TestFiles } from "../core/test-files.ts";
import { Image } from "../image/image.ts";
import type { Picture } from "../image/picture.ts";
import type { EditorData, Layers } from "./layers.ts";
import { Sketchpad } from "./sketchpad.ts";

let files: TestFiles;
beforeAll(async () => {
  files = await createTestFiles();
});
afterAll(() => files.remove());

const receive = async (component: AnyComponent, wire: unknown) =>
  component[implementation].preprocess(wire as JsonValue, files.context);
const give = async (component: AnyComponent, given: unknown) =>
  (await component[implementation].postprocess(given, files.context)) as unknown as EditorData;
/** A file on the wire with these pixels. */
const stored = async (picture: Picture) => Image()[implementation].postprocess(picture, files.context);
const pixel = (...data: number[]): Picture => ({ width: 1, height: 1, data: Uint8Array.from(data) });

const wide = (width: number): Picture => ({ width, height: 1, data: new Uint8Array(4 * width) });

const clear = pixel(0, 0, 0, 0);
const ink = pixel(0, 0, 0, 255);
const paper = pixel(255, 255, 255, 255);

it("hands the function the composite, clear where nothing is drawn", async () => {
  const drawing = { width: 2, height: 1, data: Uint8Array.of(0, 0, 0, 255, 0, 0, 0, 0) };
  const wire = { background: null, layers: [], composite: await stored(drawing) };
  const { data, ...size } = (await receive(Sketchpad(), wire)) as Picture;
  expect(size).toEqual({ width: 2, height: 1 });
  expect([...data]).toEqual([...drawing.data]);
});

it("hands the parts with type: layers", async () => {
  const wire = { background: await stored(paper), layers: [await stored(ink)], composite: await stored(ink) };
  const parts = (await receive(Sketchpad({ type: "layers" }), wire)) as Layers;
  expect([...parts.background!.data]).toEqual([...paper.data]);
  expect(parts.layers.map(({ data }) => [...data])).toEqual([[...ink.data]]);
  expect([...parts.composite.data]).toEqual([...ink.data]);
});

it("lays the layers over each other where a client sent no composite", async () => {
  const half = pixel(0, 0, 0, 128);
  const wire = { background: await stored(paper), layers: [await stored(clear), await stored(half)], composite: null };
  const { data } = (await receive(Sketchpad(), wire)) as Picture;
  expect(data[3]).toBe(255);
  expect(data[0]).toBeGreaterThan(125);
  expect(data[0]).toBeLessThan(129);
});

it("gives each layer its own pixels where one file stands for several", async () => {
  const one = await stored(ink);
  const wire = { background: null, layers: [one, one, one], composite: one };
  const { layers, composite } = (await receive(Sketchpad({ type: "layers" }), wire)) as Layers;
  expect(layers.map(({ data }) => [...data])).toEqual(layers.map(() => [...ink.data]));
  layers[0]!.data.fill(9);
  expect([...layers[2]!.data, ...composite.data]).toEqual([...ink.data, ...ink.data]);
});

it("bounds the pixels of all parts together", async () => {
  const small = await createTestFiles(4);
  const layer = small.send(
    "a.png",
    await small.read(await Image()[implementation].postprocess(wide(4), small.context)),
  );
  const pad = Sketchpad()[implementation];
  const wire = (count: number) =>
    ({ background: null, layers: Array.from({ length: count }, () => layer), composite: null }) as unknown as JsonValue;
  expect(await pad.preprocess(wire(2), small.context)).toMatchObject({ width: 4, height: 1 });
  await expect(pad.preprocess(wire(3), small.context)).rejects.toThrow(/more than 0.000008 megapixels together/);
  await small.remove();
});

it("refuses layers of different sizes without a composite", async () => {
  const wire = { background: await stored(paper), layers: [await stored(wide(2))], composite: null };
  await expect(receive(Sketchpad(), wire)).rejects.toThrow(/a layer of 2×1 does not fit on 1×1/);
});

it("is missing where nothing was drawn and nothing chosen", async () => {
  const empty = { background: null, layers: [], composite: null };
  await expect(receive(Sketchpad(), empty)).rejects.toThrow(TypeError);
  await expect(receive(Sketchpad(), empty)).rejects.toThrow(/the drawing is missing: draw something/);
  await expect(receive(Sketchpad(), {})).rejects.toThrow(/is missing/);
  expect(await receive(Sketchpad({ optional: true }), empty)).toBeNull();
});

it("sends a picture as the composite, and parts as parts", async () => {
  const one = await give(Sketchpad(), ink);
  expect(one).toMatchObject({ background: null, layers: [] });
  expect([...((await receive(Sketchpad(), one)) as Picture).data]).toEqual([...ink.data]);
  const parts = await give(Sketchpad(), { background: paper, layers: [ink], composite: ink });
  const back = (await receive(Sketchpad({ type: "layers" }), parts)) as Layers;
  expect([...back.background!.data]).toEqual([...paper.data]);
  expect(back.layers).toHaveLength(1);
});

it("sends the pixels as they were when given", async () => {
  const data = new Uint8Array(ink.data);
  const layer = new Uint8Array(ink.data);
  const wire = give(Sketchpad(), { layers: [{ ...ink, data: layer }], composite: { ...ink, data } });
  data.fill(9);
  layer.fill(9);
  const back = (await receive(Sketchpad({ type: "layers" }), await wire)) as Layers;
  expect([...back.composite.data]).toEqual([...ink.data]);
  expect([...back.layers[0]!.data]).toEqual([...ink.data]);
});

it.each<[unknown, RegExp]>([
  ["/etc/hostname", /use serverFile\(path\)/],
  [{ composite: ink, layers: ink }, /layers must be a list of pictures/],
  [{ ...ink, data: new Uint8Array(3 + 2) }, /a picture of 1×1 has 5 bytes/],
])("refuses %j", async (given, message) => {
  await expect(give(Sketchpad(), given)).rejects.toThrow(TypeError);
  await expect(give(Sketchpad(), given)).rejects.toThrow(message);
});

it("tells the gateway where files stand, and the page its options by Gradio's names", () => {
  const half = Sketchpad({ canvasSize: [28, 56], brush: { defaultSize: 4, colors: ["red"] } })[implementation];
  expect(half.fileSlots).toEqual(["/background", "/layers/*", "/composite"]);
  expect(half.wireProps).toMatchObject({ canvas_size: [28, 56], brush: { default_size: 4, colors: ["red"] } });
});

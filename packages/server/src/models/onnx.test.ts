import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { modelsLoaded } from "./loading.ts";
import { type OnnxModel, onnxModel } from "./onnx.ts";

const digits = new URL("../../../../examples/digits/digits.onnx", import.meta.url);
const blank = (count: number) => ({ data: new Float32Array(count * 784), dims: [count, 1, 28, 28] });

describe("a model that loads", () => {
  let model: OnnxModel;
  beforeAll(() => {
    model = onnxModel(digits, { device: "cpu", threads: 1 });
  });
  afterAll(() => model.close());

  test("gives its outputs by name, with shape and type", async () => {
    const { probabilities } = await model.run({ image: blank(3) });
    expect(probabilities).toMatchObject({ dims: [3, 10], type: "float32" });
    const row = [...(probabilities!.data as Float32Array)].slice(0, 10);
    expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 4);
  });

  test("answers many runs at once, each with its own result", async () => {
    const results = await Promise.all([1, 2, 3, 4].map((count) => model.run({ image: blank(count) })));
    expect(results.map(({ probabilities }) => probabilities!.dims[0])).toEqual([1, 2, 3, 4]);
  });

  test("reads a view of a larger buffer where the view begins", async () => {
    const wide = new Float32Array(784 * 2).fill(0.5, 784);
    const [view, own] = await Promise.all([
      model.run({ image: { data: wide.subarray(0, 784), dims: [1, 1, 28, 28] } }),
      model.run({ image: blank(1) }),
    ]);
    expect(view["probabilities"]!.data).toEqual(own["probabilities"]!.data);
  });

  test.each([
    [{ picture: blank(1) }, 'digits.onnx has no input "picture"; its inputs are image.'],
    [{}, 'digits.onnx needs the input "image", which was not given.'],
    [
      { image: { data: new Float64Array(784), dims: [1, 1, 28, 28] } },
      'Input "image" of digits.onnx is float32: give its data as Float32Array, not Float64Array.',
    ],
    [
      { image: { data: new Float32Array(784), dims: [1, 28, 28] } },
      'Input "image" of digits.onnx has the shape [batch, 1, 28, 28]; got [1, 28, 28].',
    ],
    [
      { image: { data: new Float32Array(700), dims: [1, 1, 28, 28] } },
      'Input "image" of digits.onnx with dims [1, 1, 28, 28] takes 784 elements; its data has 700.',
    ],
  ])("refuses a wrong tensor and names it", async (feeds, message) => {
    await expect(model.run(feeds as never)).rejects.toThrow(message);
  });

  test("does not hold the thread that calls it", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    onTestFinished(() => clearInterval(timer));
    await model.run({ image: blank(2_000) });
    expect(turns).toBeGreaterThan(5);
  });
});

test("a model that is not there fails with its path, and so does what waits for all models", async () => {
  const model = onnxModel("/nowhere/cat.onnx");
  await expect(model.ready).rejects.toThrow("The model /nowhere/cat.onnx does not exist");
  await expect(model.run({})).rejects.toThrow("/nowhere/cat.onnx");
  await expect(modelsLoaded()).rejects.toThrow("/nowhere/cat.onnx");
});

test("a file that is no model fails with its path", async () => {
  const folder = mkdtempSync(join(tmpdir(), "vitrine-model-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "text.onnx");
  writeFileSync(path, "not a network");
  await expect(onnxModel(path).ready).rejects.toThrow(`The model ${path} could not be loaded`);
});

test("options that cannot work are refused at once", () => {
  expect(() => onnxModel(digits, { device: "tpu" as never })).toThrow('"auto", "cpu" or "cuda", not "tpu"');
  expect(() => onnxModel(digits, { threads: 0 })).toThrow("a whole number of threads above 0; got 0");
  expect(() => onnxModel(digits, { instances: 1.5 })).toThrow("a whole number of instances above 0; got 1.5");
  expect(() => onnxModel(digits, { providers: [] } as never)).toThrow('no option "providers"');
});

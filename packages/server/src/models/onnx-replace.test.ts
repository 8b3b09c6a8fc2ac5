import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { type OnnxModel, onnxModel } from "./onnx.ts";
import { scalingModel } from "./test-model.ts";

vi.setConfig({ testTimeout: 30_000 });

const digits = new URL("../../../../examples/digits/digits.onnx", import.meta.url);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "vitrine-replace-"));
  writeFileSync(join(folder, "double.onnx"), scalingModel("x", "y", 2));
  writeFileSync(join(folder, "triple.onnx"), scalingModel("x", "y", 3));
  writeFileSync(join(folder, "other.onnx"), scalingModel("value", "result", 4));
  writeFileSync(join(folder, "text.onnx"), "not a network");
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);

function open(path: string | URL): OnnxModel {
  const model = onnxModel(path, { device: "cpu", threads: 1 });
  onTestFinished(() => model.close());
  return model;
}

async function scaled(model: OnnxModel, input = "x", output = "y"): Promise<number[]> {
  const outputs = await model.run({ [input]: { data: Float32Array.of(1, 10), dims: [2] } });
  return [...(outputs[output]!.data as Float32Array)];
}

test("later runs use the new weights, without a restart", async () => {
  const model = open(at("double.onnx"));
  expect(await scaled(model)).toEqual([2, 20]);
  await model.replace(at("triple.onnx"));
  expect(await scaled(model)).toEqual([3, 30]);
  await model.replace(pathToFileURL(at("double.onnx")));
  expect(await scaled(model)).toEqual([2, 20]);
});

test("the same path is read anew", async () => {
  const model = open(at("double.onnx"));
  await model.ready;
  writeFileSync(at("live.onnx"), scalingModel("x", "y", 5));
  await model.replace(at("live.onnx"));
  writeFileSync(at("live.onnx"), scalingModel("x", "y", 6));
  await model.replace(at("live.onnx"));
  expect(await scaled(model)).toEqual([6, 60]);
});

test("runs that are open finish on the old one, also those that still wait in its thread", async () => {
  const model = open(digits);
  await model.ready;
  const count = 3_000;
  const image = { data: new Float32Array(count * 784), dims: [count, 1, 28, 28] };
  const runs = [1, 2, 3].map(() => model.run({ image }));
  await model.replace(at("other.onnx"));
  expect(await scaled(model, "value", "result")).toEqual([4, 40]);
  const dims = (await Promise.all(runs)).map(({ probabilities }) => probabilities!.dims);
  expect(dims).toEqual([1, 2, 3].map(() => [count, 10]));
});

test("a run is checked against the inputs of the model that it runs on", async () => {
  const model = open(at("double.onnx"));
  await model.replace(at("other.onnx"));
  await expect(scaled(model)).rejects.toThrow('other.onnx has no input "x"; its inputs are value.');
  expect(await scaled(model, "value", "result")).toEqual([4, 40]);
});

test("a run while the new one loads uses the old one", async () => {
  const model = open(at("double.onnx"));
  await model.ready;
  const replaced = model.replace(at("triple.onnx"));
  expect(await scaled(model)).toEqual([2, 20]);
  await replaced;
});

test("one that is replaced before it has loaded is ready all the same", async () => {
  const model = open(at("double.onnx"));
  const first = scaled(model);
  await model.replace(at("triple.onnx"));
  await model.ready;
  expect(await first).toEqual([2, 20]);
  expect(await scaled(model)).toEqual([3, 30]);
});

test("of several that are asked for at once the last one stays", async () => {
  const model = open(at("double.onnx"));
  await Promise.all([model.replace(at("other.onnx")), model.replace(at("triple.onnx"))]);
  expect(await scaled(model)).toEqual([3, 30]);
});

test.each([
  ["is not there", "gone.onnx", /The model \S+gone\.onnx does not exist/],
  ["is no model", "text.onnx", /The model \S+text\.onnx could not be loaded: /],
])("one that %s is refused by its path, and the old one stays", async (_, name, message) => {
  const model = open(at("double.onnx"));
  await expect(model.replace(at(name))).rejects.toThrow(message);
  expect(await scaled(model)).toEqual([2, 20]);
  await model.replace(at("triple.onnx"));
  expect(await scaled(model)).toEqual([3, 30]);
});

test("what is no path, and a model that was closed, are refused", async () => {
  const model = open(at("double.onnx"));
  await expect(model.replace(3 as never)).rejects.toThrow("replace() needs a path or a file: URL; got 3.");
  await model.close();
  await expect(model.replace(at("triple.onnx"))).rejects.toThrow("the model was closed");
});

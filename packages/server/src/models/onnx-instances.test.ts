import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import { type OnnxModel, onnxModel, type OnnxModelOptions } from "./onnx.ts";

vi.setConfig({ testTimeout: 30_000 });

const digits = new URL("../../../../examples/digits/digits.onnx", import.meta.url);
const blank = (count: number) => ({ data: new Float32Array(count * 784), dims: [count, 1, 28, 28] });

async function open(options: OnnxModelOptions): Promise<OnnxModel> {
  const model = onnxModel(digits, { device: "cpu", threads: 1, ...options });
  onTestFinished(() => model.close());
  await model.ready;
  return model;
}

/** The order in which a large run and a small one that was asked for after it end. */
async function orderOfEnds(model: OnnxModel): Promise<string[]> {
  const ends: string[] = [];
  await Promise.all([
    model.run({ image: blank(3_000) }).then(() => ends.push("large")),
    model.run({ image: blank(1) }).then(() => ends.push("small")),
  ]);
  return ends;
}

test("one instance runs one after another, of two a small run need not wait for a large one", async () => {
  expect(await orderOfEnds(await open({}))).toEqual(["large", "small"]);
  expect(await orderOfEnds(await open({ instances: 2 }))).toEqual(["small", "large"]);
});

test("runs that all instances share get each its own result", async () => {
  const model = await open({ instances: 3 });
  const results = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((count) => model.run({ image: blank(count) })));
  expect(results.map(({ probabilities }) => probabilities!.dims[0])).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("where it runs is said once, however many instances there are", async () => {
  const said = vi.spyOn(console, "log").mockImplementation(() => {});
  onTestFinished(() => said.mockRestore());
  await open({ instances: 2 });
  expect(said.mock.calls).toEqual([["digits.onnx runs on cpu."]]);
});

test("all instances are replaced, and closed", async () => {
  const model = await open({ instances: 2 });
  const before = [1, 2].map(() => model.run({ image: blank(500) }));
  await model.replace(fileURLToPath(digits));
  expect(await Promise.all(before)).toHaveLength(2);
  expect(await Promise.all([1, 2, 3].map(() => model.run({ image: blank(1) })))).toHaveLength(3);
  await model.close();
  await expect(model.run({ image: blank(1) })).rejects.toThrow("digits.onnx was closed.");
});

import { Interface, onnxModel, Textbox } from "vitrine";
import { serve } from "./serve.ts";

const model = onnxModel(new URL("../../examples/digits/digits.onnx", import.meta.url));
const side = 784;
const image = new Float32Array(side).map((_, at) => (at % 28 === 14 ? 1 : 0));

const demo = new Interface({
  inputs: Textbox({ name: "text" }),
  outputs: Textbox(),
  batch: true,
  // Two batches run and two gather.
  maxBatchSize: 16,
  concurrencyLimit: 2,
  // What is measured is the way to the network and back, so every text stands for the same image.
  fn: async (texts) => {
    const data = new Float32Array(texts.length * side);
    for (let at = 0; at < texts.length; at++) data.set(image, at * side);
    const { probabilities } = await model.run({ image: { data, dims: [texts.length, 1, 28, 28] } });
    if (probabilities!.dims[0] !== texts.length) throw new Error("A row is missing.");
    return [...texts];
  },
});
await serve(demo);

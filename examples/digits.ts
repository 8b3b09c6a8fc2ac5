import { Interface, Label, onnxModel, Sketchpad } from "vitrine";
import { toNetworkInput } from "./digits/normalise.ts";

const model = onnxModel(new URL("digits/digits.onnx", import.meta.url));

export const demo = new Interface({
  title: "Digits",
  description: "Draw a digit. A small ONNX network reads it.",
  inputs: Sketchpad({ name: "digit", label: "Digit" }),
  outputs: Label({ name: "prediction", label: "Prediction" }),
  batch: true,
  maxBatchSize: 16,
  fn: async (drawings) => {
    const images = await Promise.all(drawings.map(toNetworkInput));
    const data = new Float32Array(images.length * 784);
    images.forEach((image, at) => data.set(image, at * 784));
    const { probabilities } = await model.run({ image: { data, dims: [images.length, 1, 28, 28] } });
    return images.map((_, at) => scores((probabilities!.data as Float32Array).subarray(at * 10, at * 10 + 10)));
  },
});

demo.launch();

/** Ten probabilities by digit. */
function scores(row: Float32Array): Record<string, number> {
  return Object.fromEntries([...row].map((score, digit) => [String(digit), score]));
}

import { InferenceSession, Tensor } from "onnxruntime-node";
import { onnxModel } from "vitrine";
import { batched } from "vitrine/batched";
import { readPlan, report } from "./plan.ts";

const { mode, seconds, callers } = readPlan() as { mode: "offline" | "batched"; seconds: number; callers: number };
const file = new URL("../../examples/digits/digits.onnx", import.meta.url);
const side = 784;
const image = new Float32Array(side).map((_, at) => (at % 28 === 14 ? 1 : 0));
const before = process.cpuUsage();
const served = await (mode === "offline" ? offline() : throughBatches());
const used = process.cpuUsage(before);
report({ rate: served.rate, cpuMs: (used.user + used.system) / 1_000 / served.items });

/** Batches back to back, of the size and with the threads that turn out fastest. */
async function offline(): Promise<{ rate: number; items: number }> {
  const sizes = [16, 32, 64, 128];
  let [best, items] = [0, 0];
  for (const threads of [1, 2]) {
    const session = await InferenceSession.create(file.pathname, { intraOpNumThreads: threads });
    for (const size of sizes) {
      const data = new Float32Array(size * side);
      for (let at = 0; at < size; at++) data.set(image, at * side);
      const run = () => session.run({ image: new Tensor("float32", data, [size, 1, 28, 28]) });
      await run();
      const start = performance.now();
      const stopAt = start + (seconds * 1_000) / (2 * sizes.length);
      let done = 0;
      for (; performance.now() < stopAt; done += size) await run();
      items += done;
      best = Math.max(best, done / ((performance.now() - start) / 1_000));
    }
  }
  return { rate: best, items };
}

/** Callers who each ask for one image at a time. */
async function throughBatches(): Promise<{ rate: number; items: number }> {
  const model = onnxModel(file, { threads: 1, instances: 2 });
  await model.ready;
  // A model that is ready takes a copy before `run` returns, so that the next batch may use the same place.
  const place = new Float32Array((callers / 2) * side);
  const call = batched(
    async (images: readonly Float32Array[]) => {
      const data = place.subarray(0, images.length * side);
      images.forEach((one, at) => data.set(one, at * side));
      const { probabilities } = await model.run({ image: { data, dims: [images.length, 1, 28, 28] } });
      const all = probabilities!.data as Float32Array;
      return images.map((_, at) => all.subarray(at * 10, at * 10 + 10));
    },
    { batchSize: callers / 2, concurrency: 2 },
  );
  let done = 0;
  const start = performance.now();
  const stopAt = start + seconds * 1_000;
  const caller = async (): Promise<void> => {
    for (; performance.now() < stopAt; done++) await call(image);
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { rate: done / ((performance.now() - start) / 1_000), items: done };
}

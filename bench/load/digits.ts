import { InferenceSession, Tensor } from "onnxruntime-node";
import { onnxModel } from "vitrine";
import { batched } from "vitrine/batched";
import { readPlan, report } from "./plan.ts";

/** Items a second, and milliseconds of processor time an item. */
interface Served {
  readonly rate: number;
  readonly cpuMs: number;
}

const { mode, seconds, callers } = readPlan() as { mode: "offline" | "batched"; seconds: number; callers: number };
const file = new URL("../../examples/digits/digits.onnx", import.meta.url);
const side = 784;
const image = new Float32Array(side).map((_, at) => (at % 28 === 14 ? 1 : 0));
// While code is compiled and threads start nothing counts.
const warmUpMs = 1_000;
report(await (mode === "offline" ? offline() : throughBatches()));

/** Batches back to back, of the size and with the threads that turn out fastest. */
async function offline(): Promise<Served> {
  const sizes = [16, 32, 64, 128];
  let best: Served = { rate: 0, cpuMs: Number.NaN };
  for (const threads of [1, 2]) {
    const session = await InferenceSession.create(file.pathname, { intraOpNumThreads: threads });
    for (const size of sizes) {
      const data = new Float32Array(size * side);
      for (let at = 0; at < size; at++) data.set(image, at * side);
      const run = () => session.run({ image: new Tensor("float32", data, [size, 1, 28, 28]) });
      for (const until = performance.now() + warmUpMs / sizes.length; performance.now() < until;) await run();
      const end = measure();
      const stopAt = performance.now() + (seconds * 1_000) / (2 * sizes.length);
      let done = 0;
      for (; performance.now() < stopAt; done += size) await run();
      const served = end(done);
      if (served.rate > best.rate) best = served;
    }
  }
  return best;
}

/** Begins to measure; the answer ends it after so many items. */
function measure(): (items: number) => Served {
  const start = performance.now();
  const before = process.cpuUsage();
  return (items) => {
    const used = process.cpuUsage(before);
    return { rate: items / ((performance.now() - start) / 1_000), cpuMs: (used.user + used.system) / 1_000 / items };
  };
}

/** Callers who each ask for one image at a time. */
async function throughBatches(): Promise<Served> {
  const model = onnxModel(file, { threads: 1, instances: 2 });
  await model.ready;
  // A batch more than there are instances, so that none of them waits for one.
  const [batches, batchSize] = [3, Math.ceil(callers / 3)];
  // A model that is ready takes a copy before `run` returns, so that the next batch may use the same place.
  const place = new Float32Array(batchSize * side);
  const call = batched(
    async (images: readonly Float32Array[]) => {
      const data = place.subarray(0, images.length * side);
      images.forEach((one, at) => data.set(one, at * side));
      const { probabilities } = await model.run({ image: { data, dims: [images.length, 1, 28, 28] } });
      const all = probabilities!.data as Float32Array;
      return images.map((_, at) => all.subarray(at * 10, at * 10 + 10));
    },
    { batchSize, concurrency: batches },
  );
  let done = 0;
  const callFor = async (ms: number): Promise<void> => {
    const stopAt = performance.now() + ms;
    const caller = async (): Promise<void> => {
      for (; performance.now() < stopAt; done++) await call(image);
    };
    await Promise.all(Array.from({ length: callers }, caller));
  };
  await callFor(warmUpMs);
  done = 0;
  const end = measure();
  await callFor(seconds * 1_000);
  return end(done);
}

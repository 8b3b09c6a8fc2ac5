import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";
import type { FromOnnxThread, OnnxThreadData, ToOnnxThread } from "./onnx-messages.ts";
import { beginNative, endNative } from "../settings/native-runs.ts";
import { type Tensor, type TensorMetadata, zeros } from "./tensor.ts";

// The thread of one model: onnxruntime's run() holds the thread that calls it until the network has answered.
const { path, device, threads, native } = workerData as OnnxThreadData;
const port = parentPort!;

/** Opens the model, warms it up, then answers runs one by one. */
async function serve(): Promise<void> {
  const { InferenceSession, Tensor } = await import("onnxruntime-node");
  const open = (provider: string) =>
    InferenceSession.create(path, {
      executionProviders: [provider],
      // Long enough for the gaps within a run; threads that turn longer take the processor from the gateway and the functions.
      extra: { session: { intra_op: { spin_duration_us: "50" } } },
      ...(threads === null ? {} : { intraOpNumThreads: threads }),
    });
  const { session, taken, fallback } = await inNative(() => openOn(device, open));
  const inputs = metadataOf(session.inputMetadata);
  const run = async (feeds: Readonly<Record<string, Tensor>>) => {
    const entries = inputs.map(({ name, type }) => {
      const { data, dims } = feeds[name]!;
      return [name, new Tensor(type as "float32", data as Float32Array, dims)] as const;
    });
    return inNative(() => session.run(Object.fromEntries(entries)));
  };
  await warmUp(inputs, run);
  port.on("message", (message: ToOnnxThread) => {
    if (message === "close") process.exit();
    const { id, feeds, buffer } = message;
    run(feeds).then(
      (outputs) => answer(id, outputs, buffer),
      (error: unknown) => post({ msg: "error", id, message: messageOf(error), buffer }, [buffer]),
    );
  });
  post({ msg: "loaded", device: taken, fallback, inputs, outputs: metadataOf(session.outputMetadata) });
}

/** Does native work that the thread must not end in the middle of. */
async function inNative<T>(work: () => Promise<T>): Promise<T> {
  const began = native.filter((runs) => beginNative(runs));
  try {
    if (began.length < native.length) throw new Error("the model is being closed.");
    return await work();
  } finally {
    for (const runs of began) endNative(runs);
  }
}

async function openOn(
  wanted: OnnxThreadData["device"],
  open: (provider: string) => Promise<InferenceSession>,
): Promise<{ session: InferenceSession; taken: "cpu" | "cuda"; fallback: string | null }> {
  if (wanted === "cpu" || (wanted === "auto" && !cudaIsInstalled())) {
    return { session: await open("cpu"), taken: "cpu", fallback: null };
  }
  try {
    return { session: await open("cuda"), taken: "cuda", fallback: null };
  } catch (error) {
    return { session: await open("cpu"), taken: "cpu", fallback: messageOf(error) };
  }
}

// Asking onnxruntime for a provider that is not there prints an error of its own, so `auto` looks for the file first.
function cudaIsInstalled(): boolean {
  const binaries = join(dirname(createRequire(import.meta.url).resolve("onnxruntime-node/package.json")), "bin");
  if (!existsSync(binaries)) return false;
  return readdirSync(binaries).some((folder) =>
    existsSync(join(binaries, folder, process.platform, process.arch, "libonnxruntime_providers_cuda.so")),
  );
}

async function warmUp(
  inputs: readonly TensorMetadata[],
  run: (feeds: Readonly<Record<string, Tensor>>) => Promise<unknown>,
): Promise<void> {
  const feeds = inputs.map((input) => [input.name, zeros(input)] as const);
  if (feeds.some(([, tensor]) => tensor === null)) return;
  // A model whose free dimensions cannot all be 1 still loads; its first real run is then its warm-up.
  await run(Object.fromEntries(feeds) as Record<string, Tensor>).catch(() => {});
}

function metadataOf(list: InferenceSession["inputMetadata"]): TensorMetadata[] {
  return list.map((value) =>
    value.isTensor
      ? { name: value.name, type: value.type, shape: value.shape }
      : { name: value.name, type: "other", shape: [] },
  );
}

function answer(id: number, outputs: Readonly<Record<string, unknown>>, buffer: ArrayBuffer): void {
  const transfer: ArrayBuffer[] = [buffer];
  const entries = Object.entries(outputs).map(([name, value]) => {
    const { data, dims, type } = value as OrtTensor;
    // The binding owns its memory, so what crosses is a copy that is ours to hand over.
    const copy = Array.isArray(data) ? data : (data as Float32Array).slice();
    if (!Array.isArray(copy)) transfer.push(copy.buffer);
    return [name, { data: copy, dims, type }] as const;
  });
  post({ msg: "result", id, outputs: Object.fromEntries(entries), buffer }, transfer);
}

function post(message: FromOnnxThread, transfer: readonly ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

serve().catch((error: unknown) => post({ msg: "failed", message: messageOf(error) }));

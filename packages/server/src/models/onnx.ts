import { existsSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { threadEntry } from "../source.ts";
import { noteLoading } from "./loading.ts";
import type { Device, FromOnnxThread, OnnxThreadData, RunRequest } from "./onnx-messages.ts";
import { checkFeeds, type OutputTensor, type Tensor, type TensorMetadata } from "./tensor.ts";

/** How a model runs. */
export interface OnnxModelOptions {
  /** `auto`, the default: CUDA where it is installed, else the processor. CUDA that does not work falls back to it. */
  readonly device?: Device | undefined;
  /** Threads that one operation may use; onnxruntime decides where left out. */
  readonly threads?: number | undefined;
}

/** A network that runs in a thread of its own. */
export interface OnnxModel {
  /**
   * Runs the network; resolves to its outputs by name. Rejects with a `TypeError` that names the tensor for a wrong name,
   * element type or shape, and with an `Error` where the model could not be loaded or the run failed.
   */
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, OutputTensor>>>;
  /** Resolves when the model is loaded and warm; rejects with the reason and the path. */
  readonly ready: Promise<void>;
  /** Ends the thread; runs that are open fail. */
  close(): Promise<void>;
}

interface OpenRun {
  readonly resolve: (outputs: Readonly<Record<string, OutputTensor>>) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Loads an ONNX model by onnxruntime-node, which must be installed beside `vitrine`. Returns at once; `launch()` waits for
 * it and fails when it cannot be loaded. Throws a `TypeError` for a path that is neither a `file:` URL nor a text.
 */
export function onnxModel(path: URL | string, options: OnnxModelOptions = {}): OnnxModel {
  const file = path instanceof URL ? fileURLToPath(path) : path;
  if (typeof file !== "string") throw new TypeError(`onnxModel() needs a path or a file: URL; got ${String(path)}.`);
  checkOptions(options);
  const model = new ThreadModel(file, { device: options.device ?? "auto", threads: options.threads ?? null });
  noteLoading(model.ready);
  // Who neither launches nor runs anything must not see an unhandled rejection.
  model.ready.catch(() => {});
  return model;
}

function checkOptions(options: OnnxModelOptions): void {
  const known = ["device", "threads"];
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new TypeError(`onnxModel() has no option "${unknown}"; it takes ${known.join(" and ")}.`);
  const { device, threads } = options;
  if (device !== undefined && !["auto", "cpu", "cuda"].includes(device)) {
    throw new TypeError(`onnxModel() runs on "auto", "cpu" or "cuda", not ${JSON.stringify(device)}.`);
  }
  if (threads !== undefined && !(Number.isInteger(threads) && threads > 0)) {
    throw new RangeError(`onnxModel() needs a whole number of threads above 0; got ${String(threads)}.`);
  }
}

/** Owns the thread. Loading → loaded → (closed); or failed, when the thread has ended and every run is rejected. */
class ThreadModel implements OnnxModel {
  readonly ready: Promise<void>;
  readonly #name: string;
  readonly #worker: Worker | null;
  readonly #open = new Map<number, OpenRun>();
  #inputs: readonly TensorMetadata[] = [];
  #lastRun = 0;
  #failure: Error | null = null;

  constructor(path: string, settings: Omit<OnnxThreadData, "path">) {
    this.#name = basename(path);
    if (!existsSync(path)) {
      this.#worker = null;
      this.#failure = new Error(`The model ${path} does not exist: correct the path given to onnxModel().`);
      this.ready = Promise.reject(this.#failure);
      return;
    }
    const { url, options } = threadEntry("models/onnx-thread");
    this.#worker = new Worker(url, { ...options, workerData: { path, ...settings } satisfies OnnxThreadData });
    this.ready = this.#load(this.#worker, path);
  }

  async run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, OutputTensor>>> {
    await this.ready;
    if (this.#failure !== null) throw this.#failure;
    checkFeeds(this.#name, this.#inputs, feeds);
    const id = ++this.#lastRun;
    return new Promise((resolve, reject) => {
      this.#open.set(id, { resolve, reject });
      this.#worker!.ref();
      this.#worker!.postMessage({ id, feeds: compact(feeds) } satisfies RunRequest);
    });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #load(worker: Worker, path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (reason: string) => {
        const error = new Error(`The model ${path} could not be loaded: ${reason}`);
        this.#fail(error);
        reject(error);
        void worker.terminate();
      };
      worker.on("message", (message: FromOnnxThread) => {
        if (message.msg === "failed") return fail(explain(message.message));
        if (message.msg !== "loaded") return this.#answer(message);
        this.#inputs = message.inputs;
        if (message.fallback !== null) console.warn(`${this.#name}: CUDA could not be used (${message.fallback}).`);
        console.log(`${this.#name} runs on ${message.device}.`);
        this.#rest();
        resolve();
      });
      worker.on("error", (error: unknown) => fail(error instanceof Error ? error.message : String(error)));
      worker.on("exit", () => fail("its thread has ended."));
    });
  }

  #answer(message: Extract<FromOnnxThread, { id: number }>): void {
    const run = this.#open.get(message.id);
    this.#open.delete(message.id);
    this.#rest();
    if (message.msg === "result") run?.resolve(message.outputs);
    else run?.reject(new Error(`${this.#name} could not run: ${message.message}`));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const run of this.#open.values()) run.reject(this.#failure);
    this.#open.clear();
  }

  // An idle model keeps no script alive.
  #rest(): void {
    if (this.#open.size === 0) this.#worker?.unref();
  }
}

function explain(message: string): string {
  return message.includes("Cannot find package 'onnxruntime-node'")
    ? "the package onnxruntime-node is not installed; run `npm install onnxruntime-node`."
    : message;
}

// A small view of a large buffer would carry the whole buffer to the thread.
function compact(feeds: Readonly<Record<string, Tensor>>): Readonly<Record<string, Tensor>> {
  const entries = Object.entries(feeds).map(([name, { data, dims }]) => {
    const whole = !ArrayBuffer.isView(data) || data.byteLength === data.buffer.byteLength;
    return [name, { dims, data: whole ? data : data.slice() }] as const;
  });
  return Object.fromEntries(entries);
}

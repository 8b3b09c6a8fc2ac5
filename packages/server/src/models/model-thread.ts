import { once } from "node:events";
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { Worker } from "node:worker_threads";
import { threadEntry } from "../source.ts";
import { FeedBuffers } from "./feed-buffers.ts";
import type { FromOnnxThread, OnnxThreadData, ToOnnxThread } from "./onnx-messages.ts";
import { nativeRuns, newNativeRuns, stopNative } from "../settings/native-runs.ts";
import { checkFeeds, type OutputTensor, type Tensor, type TensorMetadata } from "./tensor.ts";

/** How a model is opened. */
export type OnnxSettings = Pick<OnnxThreadData, "device" | "threads">;

interface OpenRun {
  readonly resolve: (outputs: Readonly<Record<string, OutputTensor>>) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One model file in a thread of its own. Loading → loaded → (retired) → closed; or failed, when the thread has ended and
 * every run is rejected.
 */
export class ModelThread {
  /** See `OnnxModel.ready`. */
  readonly ready: Promise<void>;
  /** The file's name, as messages say it. */
  readonly #name: string;
  readonly #worker: Worker | null;
  readonly #open = new Map<number, OpenRun>();
  readonly #buffers = new FeedBuffers();
  #inputs: readonly TensorMetadata[] = [];
  #lastRun = 0;
  #users = 0;
  #isLoaded = false;
  #isRetired = false;
  #isClosing = false;
  #hasEnded = false;
  readonly #native = newNativeRuns();
  readonly #isSpeaker: boolean;
  #failure: Error | null = null;

  /** `isSpeaker`: it is this one that says where the model runs. */
  constructor(path: string, settings: OnnxSettings, isSpeaker: boolean) {
    this.#isSpeaker = isSpeaker;
    this.#name = basename(path);
    if (!existsSync(path)) {
      this.#worker = null;
      this.#failure = new Error(`The model ${path} does not exist: correct its path.`);
      this.ready = Promise.reject(this.#failure);
      this.ready.catch(() => {});
      return;
    }
    const { url, options } = threadEntry("models/onnx-thread");
    const workerData: OnnxThreadData = { path, ...settings, native: [nativeRuns(), this.#native] };
    this.#worker = new Worker(url, { ...options, workerData });
    this.ready = this.#load(this.#worker, path);
    // Who neither launches nor runs anything must not see an unhandled rejection.
    this.ready.catch(() => {});
  }

  /** Runs that have not ended. */
  get users(): number {
    return this.#users;
  }

  /** See `OnnxModel.run`. */
  async run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, OutputTensor>>> {
    this.#users += 1;
    try {
      return await this.#run(feeds);
    } finally {
      this.#users -= 1;
      this.#endIfUnused();
    }
  }

  /** Ends the thread once nothing runs in it any more. */
  retire(): void {
    this.#isRetired = true;
    this.#endIfUnused();
  }

  /** Ends the thread once the run in it has ended; runs that are open fail at once. */
  async close(): Promise<void> {
    this.#fail(new Error(`${this.#name} was closed.`));
    if (this.#worker === null || this.#hasEnded) return;
    stopNative(this.#native);
    this.#isClosing = true;
    const ended = once(this.#worker, "exit");
    this.#worker.ref();
    this.#worker.postMessage("close" satisfies ToOnnxThread);
    await ended;
  }

  #endIfUnused(): void {
    if (this.#isRetired && this.#users === 0) void this.close();
  }

  async #run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, OutputTensor>>> {
    if (!this.#isLoaded) await this.ready;
    if (this.#failure !== null) throw this.#failure;
    checkFeeds(this.#name, this.#inputs, feeds);
    const id = ++this.#lastRun;
    return new Promise((resolve, reject) => {
      this.#open.set(id, { resolve, reject });
      this.#worker!.ref();
      const packed = this.#buffers.pack(feeds);
      this.#worker!.postMessage({ id, ...packed } satisfies ToOnnxThread, [packed.buffer]);
    });
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
        this.#isLoaded = true;
        if (this.#isSpeaker) this.#tell(message);
        this.#rest();
        resolve();
      });
      worker.on("error", (error: unknown) => fail(error instanceof Error ? error.message : String(error)));
      worker.on("exit", () => {
        this.#hasEnded = true;
        fail("its thread has ended.");
      });
    });
  }

  #tell({ device, fallback }: Extract<FromOnnxThread, { msg: "loaded" }>): void {
    if (fallback !== null) console.warn(`${this.#name}: CUDA could not be used (${fallback}).`);
    console.log(`${this.#name} runs on ${device}.`);
  }

  #answer(message: Extract<FromOnnxThread, { id: number }>): void {
    const run = this.#open.get(message.id);
    this.#open.delete(message.id);
    this.#buffers.giveBack(message.buffer);
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
    if (this.#open.size === 0 && !this.#isClosing) this.#worker?.unref();
  }
}

function explain(message: string): string {
  return message.includes("Cannot find package 'onnxruntime-node'")
    ? "the package onnxruntime-node is not installed; run `npm install onnxruntime-node`."
    : message;
}

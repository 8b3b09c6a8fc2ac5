import { fileURLToPath } from "node:url";
import { noteLoading } from "./loading.ts";
import { ModelInstances } from "./model-instances.ts";
import type { OnnxSettings } from "./model-thread.ts";
import type { Device } from "./onnx-messages.ts";
import type { OutputTensor, Tensor } from "./tensor.ts";

/** How a model runs. */
export interface OnnxModelOptions {
  /** `auto`, the default: CUDA where it is installed, else the processor. CUDA that does not work falls back to it. */
  readonly device?: Device | undefined;
  /** Threads that one operation may use; onnxruntime decides where left out. */
  readonly threads?: number | undefined;
  /**
   * How many runs may go on at once, each in a thread of its own with a copy of the model; 1 where left out. For many
   * batches, as many instances as cores with `threads: 1` do more than one run that uses all cores.
   */
  readonly instances?: number | undefined;
}

/** A network that runs in a thread of its own, or in several. */
export interface OnnxModel {
  /**
   * Runs the network; resolves to its outputs by name. Rejects with a `TypeError` that names the tensor for a wrong name,
   * element type or shape, and with an `Error` where the model could not be loaded or the run failed.
   */
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, OutputTensor>>>;
  /** Resolves when the model is loaded and warm; rejects with the reason and the path. */
  readonly ready: Promise<void>;
  /**
   * Loads another file in its place: runs that were asked for before finish on the old one, later ones use the new, whose
   * inputs and outputs may differ. Rejects with the reason and the path where it cannot be loaded, and the old one stays.
   */
  replace(path: URL | string): Promise<void>;
  /** Ends the thread once the run in it has ended; all that are open fail at once. */
  close(): Promise<void>;
}

/**
 * Loads an ONNX model by onnxruntime-node, which must be installed beside `vitrine`. Returns at once; `launch()` waits for
 * it and fails when it cannot be loaded. Throws a `TypeError` for a path that is neither a `file:` URL nor a text.
 */
export function onnxModel(path: URL | string, options: OnnxModelOptions = {}): OnnxModel {
  const file = fileOf("onnxModel()", path);
  checkOptions(options);
  const { device = "auto", threads = null, instances = 1 } = options;
  const model = new ReplaceableModel(file, { device, threads }, instances);
  noteLoading(model.ready);
  return model;
}

function checkOptions(options: OnnxModelOptions): void {
  const known = ["device", "threads", "instances"];
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new TypeError(`onnxModel() has no option "${unknown}"; it takes ${known.join(", ")}.`);
  const { device } = options;
  if (device !== undefined && !["auto", "cpu", "cuda"].includes(device)) {
    throw new TypeError(`onnxModel() runs on "auto", "cpu" or "cuda", not ${JSON.stringify(device)}.`);
  }
  for (const name of ["threads", "instances"] as const) {
    const count = options[name];
    if (count !== undefined && !(Number.isInteger(count) && count > 0)) {
      throw new RangeError(`onnxModel() needs a whole number of ${name} above 0; got ${String(count)}.`);
    }
  }
}

function fileOf(where: string, path: URL | string): string {
  const file = path instanceof URL ? fileURLToPath(path) : path;
  if (typeof file !== "string") throw new TypeError(`${where} needs a path or a file: URL; got ${String(path)}.`);
  return file;
}

/** The model that is used now, and the one that takes its place. */
class ReplaceableModel implements OnnxModel {
  readonly ready: Promise<void>;
  readonly #settings: OnnxSettings;
  readonly #instances: number;
  #current: ModelInstances;
  #next: ModelInstances | null = null;
  #replacing: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(path: string, settings: OnnxSettings, instances: number) {
    this.#settings = settings;
    this.#instances = instances;
    this.#current = new ModelInstances(path, settings, instances);
    this.ready = this.#current.ready;
  }

  run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, OutputTensor>>> {
    return this.#current.run(feeds);
  }

  async replace(path: URL | string): Promise<void> {
    const file = fileOf("replace()", path);
    // One after another, so that the last that was asked for is the one that stays.
    const replaced = this.#replacing.then(() => this.#replace(file));
    this.#replacing = replaced.catch(() => {});
    await replaced;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([this.#current.close(), this.#next?.close()]);
  }

  async #replace(file: string): Promise<void> {
    if (this.#isClosed) throw new Error(`The model ${file} replaces nothing: the model was closed.`);
    this.#next = new ModelInstances(file, this.#settings, this.#instances);
    try {
      // One that still loads must not be ended: `launch()` waits for it, and runs may, too.
      const loaded = this.#current.ready.catch(() => {});
      await Promise.all([this.#next.ready, loaded]);
      this.#current.retire();
      this.#current = this.#next;
    } finally {
      this.#next = null;
    }
  }
}

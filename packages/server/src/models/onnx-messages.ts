import type { NativeRuns } from "../settings/native-runs.ts";
import type { PackedFeeds } from "./feed-buffers.ts";
import type { OutputTensor, TensorMetadata } from "./tensor.ts";

/** Where a model may run. `auto`: CUDA where it is installed, else the processor. */
export type Device = "auto" | "cpu" | "cuda";

/** What the thread of a model is started with. */
export interface OnnxThreadData {
  readonly path: string;
  readonly device: Device;
  /** Threads that one operation may use; null leaves it to onnxruntime. */
  readonly threads: number | null;
  /** What runs for the script's thread, and for this model alone. */
  readonly native: readonly NativeRuns[];
}

/** To the thread of a model: a run, or the wish that it ends. */
export type ToOnnxThread = RunRequest | "close";

/** One run; its buffer crosses with it and comes back with the answer. */
interface RunRequest extends PackedFeeds {
  readonly id: number;
}

/** From the thread of a model. */
export type FromOnnxThread =
  | {
      readonly msg: "loaded";
      readonly device: "cpu" | "cuda";
      /** Why the device that was asked for was not taken; null where it was. */
      readonly fallback: string | null;
      readonly inputs: readonly TensorMetadata[];
      readonly outputs: readonly TensorMetadata[];
    }
  | { readonly msg: "failed"; readonly message: string }
  | {
      readonly msg: "result";
      readonly id: number;
      readonly outputs: Readonly<Record<string, OutputTensor>>;
      readonly buffer: ArrayBuffer;
    }
  | { readonly msg: "error"; readonly id: number; readonly message: string; readonly buffer: ArrayBuffer };

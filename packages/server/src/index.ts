export { Interface, type InterfaceOptions, type InterfaceTexts } from "./app/interface.ts";
export { App } from "./app/app.ts";
export type { ApiInput, ApiOutput, ApiShape, Endpoint, HasApi } from "./app/api-types.ts";
export type {
  BatchCallContext,
  CallContext,
  Progress,
  ProgressOptions,
  ToastOptions,
  TrackOptions,
} from "./app/call-context.ts";
export type {
  ApiVisibility,
  BatchFunction,
  EndpointOptions,
  FunctionOptions,
  PlainFunction,
} from "./app/function-options.ts";
export type { LaunchOptions, Running } from "./app/launch-options.ts";
export type { LimitOptions } from "./app/limit-options.ts";
export type { QueueOptions } from "./app/queue-options.ts";
export type {
  Arguments,
  BatchArguments,
  BatchFn,
  BatchProduced,
  BatchYielded,
  Emits,
  Fn,
  Given,
  Ports,
  Produced,
} from "./app/signature.ts";
export type { DisconnectRule } from "./describe/description.ts";
export { VitrineError } from "./errors.ts";
export type { Limits, Size } from "./limits.ts";
export { onnxModel, type OnnxModel, type OnnxModelOptions } from "./models/onnx.ts";
export type { OutputTensor, Tensor, TensorData } from "./models/tensor.ts";

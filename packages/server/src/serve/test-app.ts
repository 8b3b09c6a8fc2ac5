import type { AppDescription, ComponentDescription, FunctionDescription } from "../app-model/description.ts";

const component: ComponentDescription = {
  id: 1,
  type: "textbox",
  props: { label: "Text", name: "text" },
  skip_api: false,
  api_info: { type: "string" },
  fileSlots: [],
  optional: false,
  hasDefault: false,
};

const textFunction: FunctionDescription = {
  id: 1,
  targets: [],
  inputs: [1],
  outputs: [9],
  backend_fn: true,
  queue: true,
  api_name: "predict",
  api_visibility: "public",
  api_description: null,
  cancels: [],
  batch: false,
  types: { generator: true, cancel: false },
  connection: "sse",
  show_progress: "full",
  trigger_mode: "once",
  inputNames: ["text"],
  record: false,
  outputNames: ["output"],
  label: "/predict",
  group: "predict",
  maxBatchSize: 4,
  batchTimeoutMs: "adaptive",
  hasBatchKey: false,
  hasCost: false,
  perCallerLimit: null,
  rateLimit: null,
  timeLimitMs: null,
  queueTimeoutMs: null,
  onDisconnect: null,
  thread: false,
  idempotent: false,
};

/** For tests: an app of two functions, text to text and file to text. */
export function describeTestApp(
  changes: Partial<AppDescription> = {},
  fn: Partial<FunctionDescription> = {},
): AppDescription {
  const fileSchema = { type: "object", properties: { path: { type: "string" } }, required: ["path", "meta"] };
  return {
    title: "Echo </title> $& test",
    mode: "interface",
    description: null,
    article: null,
    components: [
      component,
      { ...component, id: 2, type: "slider", api_info: { type: "number", minimum: 1, maximum: 10 }, hasDefault: true },
      { ...component, id: 3, type: "file", api_info: fileSchema, fileSlots: [""] },
      { ...component, id: 4, type: "json", api_info: {}, optional: true },
      { ...component, id: 5, type: "state", api_info: {} },
      { ...component, id: 9 },
    ],
    controls: [],
    functions: [
      { ...textFunction, ...fn },
      { ...textFunction, id: 2, inputs: [3], inputNames: ["file"], label: "/read", group: "read" },
      {
        ...textFunction,
        id: 3,
        inputs: [1, 2, 4, 5],
        inputNames: ["text", "steps", "extra", null],
        label: "/all",
        group: "all",
      },
    ],
    layout: { id: 0, children: [] },
    interface: null,
    initial: { 2: 3 },
    files: [],
    queue: {
      groups: { predict: 1, read: 1, all: 1 },
      groupSizes: {},
      maxSize: null,
      perCallerLimit: null,
      rateLimit: null,
      asksCaller: false,
      statusUpdateMs: "auto",
      timeLimitMs: null,
      queueTimeoutMs: null,
    },
    ...changes,
  };
}

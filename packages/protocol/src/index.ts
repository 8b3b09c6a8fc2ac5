export type { JsonObject, JsonValue } from "./json.ts";
export { fileMeta, filePath, isFileData, type FileData } from "./file-data.ts";
export type { ErrorCode, ErrorData, FieldProblem } from "./error-data.ts";
export type {
  AppMark,
  ClientLimits,
  ComponentConfig,
  Config,
  DependencyConfig,
  InitialValues,
  InterfaceConfig,
  LayoutConfig,
  VitrineConfig,
} from "./config.ts";
export {
  printMessage,
  type CallMessage,
  type CallPosition,
  type ClientMessage,
  type NumberedMessage,
  type ProgressBar,
  type ServerMessage,
} from "./messages.ts";
export type { BatchSettings, MonitorData, MonitorFunction, MonitorSlot, Percentiles } from "./monitor.ts";
export { makeDiff, weighJson, type Edit } from "./diff.ts";
export { applyDiff } from "./apply-diff.ts";
export { printJson } from "./print-json.ts";
export { showJson } from "./show-json.ts";
export { callNamedIn, parseClientMessage } from "./parse-message.ts";
export { parseServerMessages } from "./parse-server-messages.ts";
export { PendingFile } from "./pending-file.ts";
export { findExcess, type JsonShape } from "./json-shape.ts";
export { isUpdate, shownValue, updateMark } from "./update.ts";

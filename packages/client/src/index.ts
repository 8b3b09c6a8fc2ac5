export { connect, type ConnectOptions } from "./connect.ts";
export { VitrineClientError, type ClientErrorCode } from "./client-error.ts";
export type {
  AnyApp,
  CallEvent,
  CallOptions,
  Client,
  InputOf,
  OutputOf,
  PathOf,
  Submission,
  TypedApp,
} from "./client-types.ts";
export { typed, type TypedGradioClient } from "./typed.ts";
export {
  openConnection,
  type CallHandle,
  type CallLog,
  type Connection,
  type ConnectionOptions,
  type SubmitOptions,
} from "./connection.ts";
export { hasEnded, newCall, type CallPhase, type CallState } from "./call-state.ts";
export { holdsFiles, type Sendable } from "./files/find-files.ts";
export { newId } from "./new-id.ts";
export { openSession, type Session, type TabStorage } from "./session.ts";
export type { ConnectionStatus, WebSocketClass, WebSocketLike } from "./socket.ts";

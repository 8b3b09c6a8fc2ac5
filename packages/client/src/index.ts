export {
  openConnection,
  type CallHandle,
  type CallLog,
  type Connection,
  type ConnectionOptions,
  type SubmitOptions,
} from "./connection.ts";
export { hasEnded, newCall, type CallPhase, type CallState } from "./call-state.ts";
export { holdsFiles, type Sendable } from "./find-files.ts";
export { newId } from "./new-id.ts";
export { openSession, type Session, type TabStorage } from "./session.ts";
export type { ConnectionStatus, WebSocketClass, WebSocketLike } from "./socket.ts";

import type { MessagePort } from "node:worker_threads";
import type { ErrorCode } from "@vitrine/protocol";
import type { FileChange, KnownFile } from "../files/file-index.ts";
import type { LogLine } from "../base/log-line.ts";
import type { GatewaySettings } from "../settings/gateway-settings.ts";
import type { LoginAnswer, LoginQuestion } from "../settings/login-settings.ts";

/** What the gateway's thread is started with. */
export interface GatewayThreadData {
  readonly settings: GatewaySettings;
  readonly knownFiles: readonly KnownFile[];
  /** The gateway's end of the channel. */
  readonly channel: MessagePort;
  /** One number that becomes 1 when the visitors were told of the script's end. */
  readonly told: SharedArrayBuffer;
  /** Whether SIGINT and SIGTERM stop the app, which they do for one of the main thread. */
  readonly hearsSignals: boolean;
}

/** From the script's thread to the gateway's, beside the channel. */
export type ToThread =
  | { readonly msg: "drain"; readonly graceMs: number }
  | { readonly msg: "close" }
  | { readonly msg: "login-answer"; readonly id: number; readonly answer: LoginAnswer }
  | { readonly msg: "dying"; readonly why: string };

/** From the gateway's thread to the script's, beside the channel. */
export type FromThread =
  | { readonly msg: "listening"; readonly url: string; readonly port: number }
  | { readonly msg: "failed"; readonly code: ErrorCode; readonly text: string }
  | { readonly msg: "log"; readonly line: LogLine }
  | { readonly msg: "file"; readonly change: FileChange }
  | { readonly msg: "ask-login"; readonly id: number; readonly question: LoginQuestion }
  | { readonly msg: "drained" }
  | { readonly msg: "closed" };

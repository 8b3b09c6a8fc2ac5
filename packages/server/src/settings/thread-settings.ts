import type { MessagePort } from "node:worker_threads";
import type { FromRunner, KeptChange, ToRunner } from "../channel/messages.ts";
import type { LogLine } from "../base/log-line.ts";
import type { Limits } from "../budgets/limits.ts";
import type { NativeRuns } from "./native-runs.ts";
import type { ThreadScript } from "./script.ts";

/** What the gateway knows of the threads that it may start: data alone, so that it reaches the gateway's thread. */
export interface ThreadSettings {
  /** Most threads at once. */
  readonly maxThreads: number;
  /** How long a thread without work is kept, in milliseconds. */
  readonly idleMs: number;
  readonly app: AppInThreads;
}

/** What a thread must know to find the app. */
export interface AppInThreads {
  readonly script: ThreadScript;
  readonly identity: AppIdentity;
  /** How long the import of the script may take, in milliseconds. */
  readonly startMs: number;
  /** How long after the import the app may come, in milliseconds. */
  readonly lateMs: number;
  /** Whether visitors see the texts of unexpected errors. */
  readonly showError: boolean;
  /** The components whose changes functions in threads must know of, by id. */
  readonly shared: readonly number[];
}

/** What tells an app from the others of its script, in any thread that has imported the script. */
export interface AppIdentity {
  /** A hash of its functions and components. */
  readonly fingerprint: string;
  /** Its place, from 0, among the launched apps that look the same. */
  readonly place: number;
}

/** What every thread is started with. */
export interface ThreadData {
  readonly app: AppInThreads;
  readonly limits: Limits;
  /** Folder of the stored files. */
  readonly filesFolder: string;
}

/** One run for a thread. */
export interface ThreadTask {
  /** The thread's end of the run's channel. */
  readonly port: MessagePort;
  /** What is kept for the sessions of the run. */
  readonly kept: readonly KeptChange[];
}

/** From a thread, about one run. */
export type FromThread =
  | FromRunner
  /** The thread is there; what it does in native code must have ended before it may be ended. */
  | { readonly msg: "here"; readonly native: NativeRuns }
  /** The app is there; the run may come. `firstImport` is null where the thread had it before. */
  | { readonly msg: "began"; readonly firstImport: ImportCost | null }
  /** The thread cannot have the app: `text` is for the operator, `why` for a visitor who may see it. */
  | { readonly msg: "unfit"; readonly why: string; readonly text: string }
  | { readonly msg: "log"; readonly line: LogLine };

/** To a thread, about one run. */
export type ToThread = ToRunner;

/** What the first import of the script cost a thread. */
export interface ImportCost {
  readonly ms: number;
  /** Bytes of the thread's heap. */
  readonly heapBytes: number;
}

import type {
  ComponentConfig,
  DependencyConfig,
  InitialValues,
  InterfaceConfig,
  LayoutConfig,
} from "@vitrine/protocol";
import type { RateLimit } from "./rate-limit-option.ts";
import type { StoredFile } from "../files/stored-file.ts";

/** All that the gateway knows of an app: data alone, so that it never imports the script. */
export interface AppDescription {
  readonly title: string;
  readonly mode: "interface" | "blocks" | "chat_interface";
  readonly description: string | null;
  readonly article: string | null;
  readonly components: readonly ComponentDescription[];
  readonly functions: readonly FunctionDescription[];
  /** Events without a function, which the page handles by itself; their ids are among those of the functions. */
  readonly controls: readonly DependencyConfig[];
  readonly layout: LayoutConfig;
  readonly interface: InterfaceConfig | null;
  readonly initial: InitialValues;
  /** Files that the initial values refer to; kept as long as the app runs. */
  readonly files: readonly StoredFile[];
  readonly queue: QueueSettings;
}

/** A component for the gateway. */
export interface ComponentDescription extends ComponentConfig {
  /** See `Implementation.fileSlots`. */
  readonly fileSlots: readonly string[];
  readonly optional: boolean;
  /** Whether a value stands in for one that a caller left out. */
  readonly hasDefault: boolean;
}

/** A function for the gateway. */
export interface FunctionDescription extends DependencyConfig {
  /** Names of the inputs in the API, in order; State has null. */
  readonly inputNames: readonly (string | null)[];
  readonly outputNames: readonly (string | null)[];
  /** Whether the author wrote the outputs as a record. */
  readonly record: boolean;
  /** What refers to the function in messages to the operator: `/predict`. */
  readonly label: string;
  /** The group that shares its limit. */
  readonly group: string;
  readonly maxBatchSize: number;
  readonly batchTimeoutMs: number | "adaptive";
  /** Whether the script is asked for the key, and for the cost, of a call that waits. */
  readonly hasBatchKey: boolean;
  readonly hasCost: boolean;
  /** null is no limit. */
  readonly perCallerLimit: number | null;
  readonly rateLimit: RateLimit | null;
  /** Most time running and most time waiting, in milliseconds; null is no limit. */
  readonly timeLimitMs: number | null;
  readonly queueTimeoutMs: number | null;
  /** null: what the way of calling says. */
  readonly onDisconnect: DisconnectRule | null;
  /** Whether it runs in worker threads. */
  readonly thread: boolean;
  /** Whether it may run a second time. */
  readonly idempotent: boolean;
}

/** What happens to a call when its last listener left. */
export type DisconnectRule = "keep" | "cancel" | { readonly graceMs: number };

/** The queue of the app, limits resolved. */
export interface QueueSettings {
  /** Calls at once, by group; null is no limit. */
  readonly groups: Readonly<Record<string, number | null>>;
  /** Calls that may wait, by group; none is no limit. */
  readonly groupSizes: Readonly<Record<string, number | null>>;
  /** Calls that may wait, all groups together; null is no limit. */
  readonly maxSize: number | null;
  /** What one caller may run, and ask for, of all functions together; null is no limit. */
  readonly perCallerLimit: number | null;
  readonly rateLimit: RateLimit | null;
  /** Whether the script is asked whose share a call takes. */
  readonly asksCaller: boolean;
  readonly statusUpdateMs: number | "auto";
  /** Most time running and most time waiting where a function says nothing, in milliseconds; null is no limit. */
  readonly timeLimitMs: number | null;
  readonly queueTimeoutMs: number | null;
}

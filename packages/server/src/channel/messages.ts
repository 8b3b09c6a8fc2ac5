import type { ErrorData, JsonValue, ProgressBar } from "@vitrine/protocol";
import type { AppDescription } from "../app-model/description.ts";
import type { StoredFile } from "../files/stored-file.ts";

/** Who calls: data that is safe to hand to the function. */
export interface CallerData {
  /** A hash of the session's secret; safe to log. */
  readonly session: string;
  readonly user: string | null;
  /** Without Cookie and Authorization, as lines `name: value`: one string crosses for less than a list. */
  readonly headers: string;
  /** Without the question mark. */
  readonly query: string;
  readonly address: string;
}

/** One call of a run. */
export interface RunCall {
  readonly call: string;
  /** 1 for the first try. */
  readonly attempt: number;
  readonly caller: CallerData;
  /** One wire value an input, checked against the schemas, defaults filled in; State as null. */
  readonly data: readonly JsonValue[];
  readonly event: JsonValue;
  /** The files that `data` refers to, by reference. */
  readonly files: Readonly<Record<string, StoredFile>>;
}

/** From the gateway to the runner. */
export type ToRunner =
  | { readonly msg: "run"; readonly run: number; readonly fn: number; readonly calls: readonly RunCall[] }
  /** Gives back `count` units of credit: the sum of the `cost` of yields that were read. */
  | { readonly msg: "ack"; readonly run: number; readonly count: number }
  | { readonly msg: "cancel"; readonly run: number; readonly call: string; readonly reason: CancelReason }
  /** Sessions (hashes) that ended: their State is freed. */
  | { readonly msg: "forget"; readonly sessions: readonly string[] }
  /** Is the thread of the functions there? It answers with `pong` as soon as it gets to it. */
  | { readonly msg: "ping" }
  /** A function in another thread has kept something. */
  | KeptChange
  /** What only the script's own functions know; one `answer` with the same number comes, whenever it gets to it. */
  | { readonly msg: "ask"; readonly ask: number; readonly question: Question };

/** A question to the script's own functions. */
export type Question =
  /** What the `cost` and the `batchKey` of a waiting call are. */
  | { readonly about: "call"; readonly fn: number; readonly call: RunCall }
  /** Whose share of the queue a request takes. */
  | { readonly about: "caller"; readonly request: Omit<CallerData, "session"> };

/** What the script's own functions said; what they did not say, or said wrong, is left out. */
export interface Answer {
  readonly cost?: number;
  readonly key?: string;
  readonly caller?: string;
  /** What was wrong, for the operator: by the name of the option. */
  readonly problems: Readonly<Record<string, string>>;
}

/** What a function kept for a session: a State, or the options of a component that it changed. */
export type KeptChange =
  | { readonly msg: "state"; readonly session: string; readonly component: number; readonly value: unknown }
  | { readonly msg: "component"; readonly session: string; readonly component: number; readonly props: object };

export type CancelReason = "user" | "disconnect" | "time-limit" | "shutdown";

/** From the runner to the gateway. Values are the receiver's to keep: the sender never changes them after posting. */
export type FromRunner =
  | { readonly msg: "ready"; readonly description: AppDescription }
  /** `n` counts from 0 in each call. `values`: one an output, State as null; `files` are the new ones they refer to. */
  | {
      readonly msg: "yield";
      readonly run: number;
      readonly call: string;
      readonly n: number;
      readonly values: readonly JsonValue[];
      readonly files: readonly StoredFile[];
      /** The units of credit that this yield took; the gateway gives them back by `ack`. 8 for a large value, else 1. */
      readonly cost: number;
    }
  | { readonly msg: "note"; readonly run: number; readonly call: string; readonly note: Note }
  /** One call of the run ended; exactly one a call, also after a cancel. */
  | {
      readonly msg: "call-end";
      readonly run: number;
      readonly call: string;
      readonly end: CallEnd;
      readonly files: readonly StoredFile[];
    }
  | { readonly msg: "pong" }
  /** Its function begins only now: it had to wait for a thread. Time before that does not count as running. */
  | { readonly msg: "run-begin"; readonly run: number }
  | { readonly msg: "answer"; readonly ask: number; readonly answer: Answer }
  /**
   * The function has really ended: its slot is free. After the last `call-end` of the run. `ms`: how long it ran.
   * `crash`: it ended with what it ran on, so that its open calls have no `call-end`; they run once more where the function
   * is idempotent, else this is their error.
   */
  | { readonly msg: "run-end"; readonly run: number; readonly ms: number; readonly crash?: ErrorData }
  /** A function has kept something that functions in other threads share. */
  | KeptChange;

export type CallEnd =
  /** `values` are null for a generator that returned nothing: its last yield stands, or there are no values at all. */
  | { readonly status: "done"; readonly values: readonly JsonValue[] | null }
  | { readonly status: "error"; readonly error: ErrorData }
  | { readonly status: "cancelled" };

/** What a function says beside its values. */
export type Note =
  | { readonly kind: "progress"; readonly bars: readonly ProgressBar[] }
  | {
      readonly kind: "log";
      readonly level: "info" | "warning" | "success";
      readonly text: string;
      readonly title: string | null;
      readonly durationMs: number | null;
    };

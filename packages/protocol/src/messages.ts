import type { AppMark } from "./config.ts";
import type { ErrorData } from "./error-data.ts";
import type { JsonValue } from "./json.ts";
import type { Edit } from "./diff.ts";
import { printJson } from "./print-json.ts";

/**
 * What a page says over its socket, told apart by `msg`. The first message is `hello`.
 * Ids of sessions, loads and calls are 32 lower-case hexadecimal digits (128 random bits).
 */
export type ClientMessage =
  /** Who we are. `load` is made anew at each load of the page. `calls`: calls without an end yet and the last event seen. */
  | { readonly msg: "hello"; readonly session: string; readonly load: string; readonly calls: readonly CallPosition[] }
  /** Calls a function. Sent again with the same id it is the same call. `event`: data of the trigger. */
  | {
      readonly msg: "call";
      readonly call: string;
      /** The dependency's id. */
      readonly fn: number;
      /** One value an input; State as null. */
      readonly data: readonly JsonValue[];
      readonly event?: JsonValue;
    }
  | { readonly msg: "cancel"; readonly call: string }
  /** The ends of these calls have come: the server need not keep them. */
  | { readonly msg: "seen"; readonly calls: readonly string[] };

/** How far a page has followed a call: `after` is the last `n` seen, -1 for none. */
export interface CallPosition {
  readonly call: string;
  readonly after: number;
}

/** What the server says to a page. What is said together leaves as one frame, then a JSON list of messages. */
export type ServerMessage =
  /** Answers `hello`. `session` differs from the one sent where this is a duplicated tab; `mark` is of the app that answers. */
  | { readonly msg: "welcome"; readonly session: string; readonly instance: string; readonly mark: AppMark }
  /** A message of the page could not be used; concerns no call. */
  | { readonly msg: "problem"; readonly error: ErrorData }
  /** The socket is about to be closed by the server. `replaced`: the session went on in another socket; do not reconnect. */
  | { readonly msg: "bye"; readonly reason: "stopping" | "replaced" | "restarting" }
  | CallMessage;

/**
 * What happened to a call. Messages with `n` are the events of the call's log, numbered from 0, and can be asked for
 * again; the others only tell the present state. At a page `n` always rises. It may jump, after a resume or when the
 * page reads slowly: then events that are no more kept, and values that later ones replace, are left out, and full
 * `values` come before any further `edits`. So a page ignores an `n` that it has passed, takes every other one, and
 * applies `edits` to the values that it has.
 */
export type CallMessage =
  | {
      readonly msg: "position";
      readonly call: string;
      /** Calls ahead, 0 is next. */
      readonly rank: number;
      /** Calls that wait in the group. */
      readonly size: number;
      /** Milliseconds to the result; null is unknown. */
      readonly etaMs: number | null;
    }
  | { readonly msg: "progress"; readonly call: string; readonly bars: readonly ProgressBar[] }
  | NumberedMessage;

/** The events of a call's log. */
export type NumberedMessage =
  /** The call was accepted. Always event 0. */
  | { readonly msg: "accepted"; readonly call: string; readonly n: number }
  /** The function began. `etaMs`: the mean of past runs; null is unknown. `generator`: whether several values may come. */
  | {
      readonly msg: "started";
      readonly call: string;
      readonly n: number;
      readonly etaMs: number | null;
      readonly generator: boolean;
    }
  | {
      readonly msg: "log";
      readonly call: string;
      readonly n: number;
      readonly level: "info" | "warning" | "success";
      readonly text: string;
      readonly title: string | null;
      /** Milliseconds; null until closed. */
      readonly durationMs: number | null;
    }
  /** Full values, one an output (State as null). The base for what follows. */
  | { readonly msg: "values"; readonly call: string; readonly n: number; readonly values: readonly JsonValue[] }
  /** Edits against the values before, one list an output. */
  | { readonly msg: "edits"; readonly call: string; readonly n: number; readonly edits: readonly (readonly Edit[])[] }
  /** The one end of a call. `ranMs` is 0 when it never ran. */
  | {
      readonly msg: "end";
      readonly call: string;
      readonly n: number;
      readonly status: "done" | "error" | "cancelled";
      readonly error?: ErrorData;
      readonly ranMs: number;
    };

/** One bar; several at once nest, outermost first. */
export interface ProgressBar {
  readonly done: number;
  /** null is unknown. */
  readonly total: number | null;
  readonly text: string | null;
  readonly unit: string | null;
}

/** The text of a message, in whole characters. */
export function printMessage(message: ClientMessage | ServerMessage): string {
  return printJson(message);
}

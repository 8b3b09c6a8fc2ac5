/** Why a call did not give a result: the closed list of codes on the wire. */
export type ErrorCode =
  /** The function threw a `UserError`; the text is for the visitor. */
  | "user"
  /** The function failed; the text is generic unless the app shows errors. */
  | "failed"
  /** A value is missing, of the wrong type or out of range; `fields` says which. */
  | "invalid"
  /** The queue holds its most calls. */
  | "queue-full"
  /** The caller has made as many calls as one may in a time. */
  | "rate-limit"
  /** The call has waited as long as it may. */
  | "queue-timeout"
  /** The function has run as long as it may. */
  | "time-limit"
  /** No such function, or one that this caller may not use. */
  | "not-found"
  /** A message could not be read. */
  | "bad-message"
  /** A message, a yield or a file is over a limit. */
  | "too-large"
  /** The server was restarted and does not know the call. */
  | "restarted"
  /** The app has other functions or inputs than the page that would call; told by pages alone. */
  | "outdated"
  /** The server is stopping. */
  | "stopping"
  /** The script ended or crashed under the call. */
  | "crashed";

/** One wrong value. */
export interface FieldProblem {
  /** The input's name, as in the API. */
  readonly name: string;
  /** The input's place in the list of inputs. */
  readonly index: number;
  /** What is wrong, with the value, and what to do. */
  readonly message: string;
}

/** An error as clients see it. */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly message: string;
  /** A short id that also stands in the server's log. */
  readonly id?: string;
  readonly title?: string;
  /** How long a toast stays, in milliseconds; null until closed. */
  readonly durationMs?: number | null;
  /** Whether to show it at all; true when left out. */
  readonly visible?: boolean;
  readonly fields?: readonly FieldProblem[];
  /** When to try again, in milliseconds. */
  readonly retryAfterMs?: number;
}

import type { ErrorCode, ErrorData, FieldProblem } from "@vitrine/protocol";

/** Why a call or a connection failed: the codes of calls, and those that only a client knows. */
export type ClientErrorCode =
  | ErrorCode
  /** The call was cancelled, by this client or by the function. */
  | "cancelled"
  /** Nothing answers at the address. */
  | "unreachable"
  /** Something answers, but it is no app. */
  | "not-an-app"
  /** The app wants a login. */
  | "login"
  /** The client was closed. */
  | "closed";

/** What every failed call and connection rejects with. */
export class VitrineClientError extends Error {
  readonly code: ClientErrorCode;
  /** Set by the app's author, or a short name of the problem. */
  readonly title: string | undefined;
  /** The wrong values, where the code is `invalid`. */
  readonly fields: readonly FieldProblem[];
  /** When to try again, in milliseconds; undefined where the server says nothing. */
  readonly retryAfterMs: number | undefined;
  /** What the operator finds in the log. */
  readonly id: string | undefined;

  constructor(error: Omit<ErrorData, "code"> & { readonly code: ClientErrorCode }, options?: ErrorOptions) {
    super(error.message, options);
    this.name = "VitrineClientError";
    this.code = error.code;
    this.title = error.title;
    this.fields = error.fields ?? [];
    this.retryAfterMs = error.retryAfterMs;
    this.id = error.id;
  }
}

import { STATUS_CODES } from "node:http";
import { printJson, type ErrorCode, type ErrorData } from "@vitrine/protocol";

/** Why a request failed, in the words of the simple API: those of calls, and those that only HTTP knows. */
type ProblemCode =
  | ErrorCode
  | "cancelled"
  | "conflict"
  | "forbidden"
  | "login"
  | "no-answer"
  | "too-many-tries"
  | "method-not-allowed"
  | "not-acceptable"
  | "unsupported-type"
  | "too-slow"
  | "store-full";

/** What a problem tells beside its status. */
export type ProblemData = Omit<ErrorData, "code"> & { readonly code: ProblemCode };

const statuses: Readonly<Record<ProblemCode, number>> = {
  invalid: 422,
  user: 422,
  failed: 500,
  "not-found": 404,
  "bad-message": 400,
  "too-large": 413,
  "queue-full": 503,
  "rate-limit": 429,
  "queue-timeout": 503,
  "time-limit": 504,
  restarted: 503,
  outdated: 409,
  stopping: 503,
  crashed: 503,
  cancelled: 409,
  conflict: 409,
  forbidden: 403,
  login: 401,
  "no-answer": 503,
  "too-many-tries": 429,
  "method-not-allowed": 405,
  "not-acceptable": 406,
  "unsupported-type": 415,
  "too-slow": 408,
  "store-full": 507,
};

/** An error as `application/problem+json` (RFC 9457); wrong inputs are named in `fields`. */
export function problem(error: ProblemData, more: Readonly<Record<string, string>> = {}): Response {
  const { message, code, id, fields, title, retryAfterMs = 1000 } = error;
  const status = statuses[code] ?? 500;
  const body = {
    type: "about:blank",
    title: title ?? STATUS_CODES[status] ?? code,
    status,
    code,
    detail: message,
    id,
    fields,
  };
  const headers: Record<string, string> = { "content-type": "application/problem+json", ...more };
  if (status === 503 || status === 429) headers["retry-after"] = String(Math.max(1, Math.ceil(retryAfterMs / 1000)));
  return new Response(printJson(body), { status, headers });
}

const codes: Readonly<Partial<Record<number, ProblemCode>>> = {
  400: "bad-message",
  408: "too-slow",
  413: "too-large",
  415: "unsupported-type",
  507: "store-full",
};

/** The problem of a body that was refused with a status. */
export function bodyProblem({ status, message }: { readonly status: number; readonly message: string }): Response {
  return problem({ code: codes[status] ?? "bad-message", message });
}

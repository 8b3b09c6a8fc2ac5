import type { ErrorCode, ErrorData } from "@vitrine/protocol";

const statuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  invalid: 422,
  user: 422,
  "not-found": 404,
  "bad-message": 400,
  "too-large": 413,
  "queue-full": 503,
  stopping: 503,
};

/** An error as `application/problem+json` (RFC 9457); wrong inputs are named in `fields`. */
export function problem(status: number, error: ErrorData): Response {
  const { message, code, id, fields, title, retryAfterMs = 1000 } = error;
  const body = { type: "about:blank", title: title ?? code, status, code, detail: message, id, fields };
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (status === 503) headers["retry-after"] = String(Math.ceil(retryAfterMs / 1000));
  return new Response(JSON.stringify(body), { status, headers });
}

/** The problem of a call that was refused or that failed. */
export function problemOf(error: ErrorData): Response {
  return problem(statuses[error.code] ?? 500, error);
}

import type { ErrorData, JsonValue } from "@vitrine/protocol";
import { Call } from "../../calls/call.ts";
import type { Answer } from "../request/http-request.ts";
import { jsonResponse } from "../answer/json-response.ts";

/** The answer to a call that was taken, or to one that was not. */
export function accepted(call: Call | ErrorData): Answer | Response {
  return call instanceof Call ? { status: 200, json: `{"event_id":"${call.id}"}` } : refusal(call);
}

/** A failed request in the words of Gradio. */
export function problem(status: number, detail: JsonValue, headers: Record<string, string> = {}): Response {
  return jsonResponse({ detail }, status, headers);
}

/** The answer to a request for a function that is not in the API. */
export function unknown(which: JsonValue): Response {
  return problem(404, `This app has no function ${JSON.stringify(which).slice(0, 80)} in its API.`);
}

/** A call that was not taken. */
export function refusal({ code, message, fields, retryAfterMs = 1000 }: ErrorData): Response {
  if (code === "invalid") return invalid(fields ?? [{ name: "data", message }]);
  const retry = { "retry-after": String(Math.ceil(retryAfterMs / 1000)) };
  if (code === "queue-full" || code === "stopping") return problem(503, message, retry);
  if (code === "rate-limit") return problem(429, message, retry);
  if (code === "not-found") return problem(404, message);
  return code === "too-large" ? problem(413, message) : invalid([{ name: "call", message }]);
}

/** What is wrong with a call, as the one kind of refusal whose text Gradio's Python client shows. */
export function invalid(problems: readonly { readonly name: string; readonly message: string }[]): Response {
  const detail = problems.map(({ name, message }) => ({
    __type__: "validate",
    is_valid: false,
    message,
    parameter_name: name,
  }));
  return problem(422, detail);
}

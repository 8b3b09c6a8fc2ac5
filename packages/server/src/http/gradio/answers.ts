import type { ErrorData, JsonValue } from "@vitrine/protocol";
import { Call } from "../../gateway/call.ts";
import type { Answer } from "../asked.ts";
import { jsonResponse } from "../json-response.ts";

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

/** A call that was not taken; 422 only with a list, which alone Gradio's Python client can read there. */
export function refusal({ code, message, fields, retryAfterMs = 1000 }: ErrorData): Response {
  if (code === "invalid" && fields !== undefined) {
    const detail = fields.map((field) => ({
      __type__: "validate",
      is_valid: false,
      message: field.message,
      parameter_name: field.name,
    }));
    return problem(422, detail);
  }
  const retry = { "retry-after": String(Math.ceil(retryAfterMs / 1000)) };
  if (code === "queue-full" || code === "stopping") return problem(503, message, retry);
  if (code === "rate-limit") return problem(429, message, retry);
  return problem(code === "not-found" ? 404 : code === "too-large" ? 413 : 400, message);
}

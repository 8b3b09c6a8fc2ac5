import type { JsonObject } from "@vitrine/protocol";
import type { AppDescription, FunctionDescription } from "../../app-model/description.ts";

const meanings: Readonly<Record<number, string>> = {
  400: "The request could not be read.",
  401: "A login is needed.",
  403: "The host, or the page that calls, is not one of those that may.",
  404: "There is nothing of this name.",
  406: "The result cannot be given as a type that the Accept header names.",
  408: "The body came too slowly.",
  409: "The Idempotency-Key stands for another call, or the call was cancelled.",
  413: "The body or a file is too large.",
  415: "The body is of a type that is not taken.",
  422: "A value is missing or wrong: `fields` names it. Or the function refused what it was given.",
  429: "Too many calls, or too many wrong passwords. Retry-After says when to come back.",
  500: "The function failed; `id` stands in the server's log.",
  503: "The queue is full or the server stops. Retry-After says when to come back.",
  504: "The function ran longer than it may.",
  507: "The server's store of files is full.",
};

const retryAfter: JsonObject = {
  "Retry-After": { description: "Seconds.", schema: { type: "integer", minimum: 1 } },
};

/** The answers by status that an operation has beside its good ones; those that every operation has come along. */
export type Refusals = (...statuses: readonly number[]) => JsonObject;

/** Refusals as problems (RFC 9457) of the simple API, and as Gradio's, which have `detail` alone. */
export function answers(login: boolean): { readonly problems: Refusals; readonly refusals: Refusals } {
  const always = login ? [401, 403, 429] : [403];
  const describe = (statuses: readonly number[], content: JsonObject): JsonObject =>
    Object.fromEntries(
      [...always, ...statuses]
        .toSorted((one, other) => one - other)
        .map((status) => [
          String(status),
          {
            description: meanings[status] ?? "",
            ...(status === 503 || status === 429 ? { headers: retryAfter } : {}),
            content,
          },
        ]),
    );
  return {
    problems: (...statuses) =>
      describe(statuses, { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } }),
    refusals: (...statuses) =>
      describe(statuses, {
        "application/json": { schema: { type: "object", properties: { detail: {} }, required: ["detail"] } },
        "text/plain": { schema: { type: "string" } },
      }),
  };
}

/** The status of calls beyond a function's `rateLimit`; none where it has no such limit. */
export function refusedByRate(fn: FunctionDescription, { queue }: AppDescription): readonly number[] {
  return (fn.rateLimit ?? queue.rateLimit) === null ? [] : [429];
}

const fieldProblem: JsonObject = {
  type: "object",
  properties: {
    name: { type: "string" },
    index: { type: "integer", description: "The place of the input; -1 for a name that is no input." },
    message: { type: "string" },
  },
  required: ["name", "index", "message"],
};

const callError: JsonObject = {
  type: "object",
  properties: {
    code: { type: "string" },
    message: { type: "string" },
    id: { type: "string" },
    title: { type: "string" },
    fields: { type: "array", items: fieldProblem },
  },
  required: ["code", "message"],
};

/** What several endpoints have in common. */
export const sharedSchemas: JsonObject = {
  Problem: {
    type: "object",
    description: "An error (RFC 9457).",
    properties: {
      type: { type: "string" },
      title: { type: "string" },
      status: { type: "integer" },
      code: { type: "string", description: "The kind of the error, for programs." },
      detail: { type: "string", description: "What went wrong, and what to do." },
      id: { type: "string", description: "Under which the server's log tells more." },
      fields: { type: "array", items: fieldProblem },
    },
    required: ["type", "title", "status", "code", "detail"],
  },
  File: {
    type: "object",
    description: "A file as Gradio's clients tell it. `path` is what an upload answered.",
    properties: {
      path: { type: "string", minLength: 1, maxLength: 1000 },
      orig_name: { type: ["string", "null"] },
      meta: { type: "object", properties: { _type: { const: "gradio.FileData" } }, required: ["_type"] },
    },
    required: ["path", "meta"],
  },
  StartedCall: {
    type: "object",
    properties: {
      call: { type: "string" },
      url: { type: "string", format: "uri" },
      events: { type: "string", format: "uri" },
    },
    required: ["call", "url", "events"],
  },
  Call: {
    type: "object",
    properties: {
      call: { type: "string" },
      state: { enum: ["waiting", "running", "done", "error", "cancelled"] },
      rank: { type: "integer", minimum: 0, description: "How many calls are ahead in the queue." },
      size: { type: "integer", minimum: 0, description: "How many calls wait." },
      etaMs: { type: ["number", "null"], description: "Milliseconds until the result, about; null while unknown." },
      progress: { type: "array", items: { type: "object" } },
      data: { type: "object", description: "The values by their names; of a running call the latest." },
      error: callError,
      ranMs: { type: "number", description: "How long it ran, in milliseconds." },
    },
    required: ["call", "state"],
  },
  GradioCall: { type: "object", properties: { event_id: { type: "string" } }, required: ["event_id"] },
};

const event: JsonObject = {
  type: "object",
  description: "One event of the stream; comments between them keep the line alive.",
  properties: {
    event: { type: "string" },
    id: { type: "string" },
    data: { type: "string", contentMediaType: "application/json" },
  },
  required: ["event", "data"],
};
/** The content of an answer that is a stream of events. */
export const eventStream: JsonObject = { "text/event-stream": { schema: event } };

/** The content of an answer or a request in JSON. */
export function json(schema: JsonObject): JsonObject {
  return { "application/json": { schema } };
}

/** What an operation says of its function. */
export function about({ api_name: name, api_description: text }: FunctionDescription): JsonObject {
  return {
    summary: `Calls /${String(name)}`,
    ...(typeof text === "string" && text !== "" ? { description: text } : {}),
  };
}

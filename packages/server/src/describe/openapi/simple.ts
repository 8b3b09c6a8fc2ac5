import type { JsonObject } from "@vitrine/protocol";
import type { AppDescription, FunctionDescription } from "../../app-model/description.ts";
import { about, eventStream, json, refusedByRate, type Refusals } from "./answers.ts";
import { argumentsSchema, exampleArguments, formSchema, resultsSchema } from "./schemas.ts";

const callLinks: JsonObject = {
  state: { operationId: "getCall", parameters: { id: "$response.body#/call" } },
  events: { operationId: "followCall", parameters: { id: "$response.body#/call" } },
  cancel: { operationId: "cancelCall", parameters: { id: "$response.body#/call" } },
};

/** The operation that calls a function. */
export function callPost(fn: FunctionDescription, description: AppDescription, problems: Refusals): JsonObject {
  const example = exampleArguments(fn, description);
  const result = { type: "object", properties: { data: resultsSchema(fn, description) }, required: ["data"] };
  return {
    operationId: `call_${String(fn.api_name)}`,
    ...about(fn),
    parameters: [
      {
        name: "wait",
        in: "query",
        description: "How many seconds to wait for the result before the answer is 202.",
        schema: { type: "number", minimum: 0, maximum: 300, default: 30 },
      },
      {
        name: "Idempotency-Key",
        in: "header",
        description: "A random text. Sent again within an hour, it joins the same call instead of starting another.",
        schema: { type: "string", pattern: "^[!-~]{1,255}$" },
      },
    ],
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: argumentsSchema(fn, description),
          ...(example === undefined ? {} : { example }),
        },
        "multipart/form-data": { schema: formSchema(fn, description) },
      },
    },
    responses: {
      200: {
        description: "The result. Where it is one file, `Accept` with its media type gives its bytes.",
        content: { "application/json": { schema: result }, ...fileContent(fn, description) },
      },
      202: {
        description: "Not ready yet.",
        headers: { Location: { description: "The address of the call.", schema: { type: "string", format: "uri" } } },
        content: json({ $ref: "#/components/schemas/StartedCall" }),
        links: callLinks,
      },
      ...problems(...refusedByRate(fn, description), 400, 406, 408, 409, 413, 415, 422, 500, 503, 504, 507),
    },
  };
}

/** The content of a result that may be the bytes of a file. */
function fileContent(fn: FunctionDescription, description: AppDescription): JsonObject {
  const named = fn.outputNames.flatMap((name, index) => (name === null ? [] : [fn.outputs[index]]));
  const component = named.length === 1 ? description.components.find(({ id }) => id === named[0]) : undefined;
  return component?.fileSlots.includes("") === true ? { "*/*": {} } : {};
}

/** The operation that looks at a call. */
export function callGet(description: AppDescription, problems: Refusals): JsonObject {
  const files = description.functions.some((fn) => "*/*" in fileContent(fn, description));
  return {
    operationId: "getCall",
    summary: "The state of a call, and its result once it has one",
    responses: {
      200: {
        description: "The call as it is. Kept for 5 minutes after its end, or an hour with an Idempotency-Key.",
        content: {
          ...json({ $ref: "#/components/schemas/Call" }),
          ...(files ? { "*/*": {} } : {}),
        },
      },
      ...problems(404, 406),
    },
  };
}

/** The operation that cancels a call. */
export function callDelete(problems: Refusals): JsonObject {
  return {
    operationId: "cancelCall",
    summary: "Cancels a call; does nothing for one that has ended",
    responses: { 204: { description: "It is cancelled or has ended." }, ...problems(404) },
  };
}

/** The operation that follows a call. */
export function eventsGet(problems: Refusals): JsonObject {
  return {
    operationId: "followCall",
    summary: "The events of a call until its end: position, started, progress, log, data, end",
    parameters: [
      {
        name: "Last-Event-ID",
        in: "header",
        description: "The id of the last event that was heard: those behind it are told.",
        schema: { type: "string", pattern: "^[0-9]{1,15}$" },
      },
    ],
    responses: {
      200: { description: "Server-sent events; the data of each is JSON.", content: eventStream },
      204: { description: "Everything was heard." },
      ...problems(400, 404),
    },
  };
}

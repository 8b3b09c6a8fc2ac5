import type { JsonObject } from "@vitrine/protocol";
import type { AppDescription, FunctionDescription } from "../../app-model/description.ts";
import { about, eventStream, json, refusedByRate, type Refusals } from "./answers.ts";
import { exampleArguments, listSchema } from "./schemas.ts";

/** The operation that calls a function by Gradio's protocol. */
export function gradioPost(fn: FunctionDescription, description: AppDescription, refusals: Refusals): JsonObject {
  const data = listSchema(fn, description);
  const example = exampleArguments(fn, description);
  const body = {
    type: "object",
    properties: { data, session_hash: { type: ["string", "null"] } },
    required: ["data"],
  };
  return {
    operationId: `gradio_${String(fn.api_name)}`,
    ...about(fn),
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: body,
          ...(example === undefined || fn.inputs.length !== Object.keys(example).length
            ? {}
            : { example: { data: Object.values(example) } }),
        },
      },
    },
    responses: {
      200: {
        description: "The call was taken.",
        content: json({ $ref: "#/components/schemas/GradioCall" }),
        links: {
          events: {
            operationId: `gradioEvents_${String(fn.api_name)}`,
            parameters: { id: "$response.body#/event_id" },
          },
        },
      },
      ...refusals(...refusedByRate(fn, description), 400, 404, 408, 413, 415, 422, 500, 503),
    },
  };
}

/** The operation that follows a call by Gradio's protocol. */
export function gradioGet(fn: FunctionDescription, refusals: Refusals): JsonObject {
  return {
    operationId: `gradioEvents_${String(fn.api_name)}`,
    summary: "The events of a call by Gradio's protocol: generating, complete, error, heartbeat",
    responses: {
      200: { description: "Server-sent events; the data of each is JSON.", content: eventStream },
      ...refusals(),
    },
  };
}

/** The operation that uploads files. */
export function upload(refusals: Refusals): JsonObject {
  const files = { type: "array", items: { type: "string", contentMediaType: "application/octet-stream" } };
  return {
    operationId: "upload",
    summary: "Uploads files; each answer can stand where a function takes a file",
    requestBody: {
      required: true,
      content: { "multipart/form-data": { schema: { type: "object", properties: { files }, required: ["files"] } } },
    },
    responses: {
      200: { description: "A reference for each file.", content: json({ type: "array", items: { type: "string" } }) },
      ...refusals(400, 408, 413, 415, 503, 507),
    },
  };
}

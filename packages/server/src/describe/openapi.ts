import type { JsonObject } from "@vitrine/protocol";
import type { AppDescription, FunctionDescription } from "./description.ts";
import { argumentsSchema, exampleArguments, formSchema, listSchema, resultsSchema } from "./openapi-schemas.ts";
import { answers, sharedSchemas } from "./openapi-answers.ts";

/** What the document says beside the app's functions. */
export interface OpenapiOptions {
  /** Whether callers must log in. */
  readonly login: boolean;
}

/**
 * The description of an app's HTTP API, OpenAPI 3.1 without `servers`: the simple API and Gradio's `/call`, for the public
 * functions alone.
 */
export function openapiOf(description: AppDescription, { login }: OpenapiOptions): JsonObject {
  const functions = description.functions.filter(
    ({ api_name, api_visibility }) => api_name !== false && api_visibility === "public",
  );
  const { refusals, problems } = answers(login);
  const summary = description.description ?? "";
  return {
    openapi: "3.1.0",
    info: { title: description.title, version: "1", ...(summary === "" ? {} : { description: summary }) },
    paths: {
      ...Object.fromEntries(functions.map((fn) => [`/api/${String(fn.api_name)}`, { post: simplePost(fn) }])),
      "/api/calls/{id}": { get: callGet(), delete: callDelete(), parameters: [idParameter] },
      "/api/calls/{id}/events": { get: eventsGet(), parameters: [idParameter] },
      ...Object.fromEntries(
        functions.map((fn) => [`/gradio_api/call/${String(fn.api_name)}`, { post: gradioPost(fn) }]),
      ),
      ...Object.fromEntries(
        functions.map((fn) => [
          `/gradio_api/call/${String(fn.api_name)}/{id}`,
          { get: gradioGet(fn), parameters: [idParameter] },
        ]),
      ),
      "/gradio_api/upload": { post: upload() },
    },
    components: {
      schemas: sharedSchemas,
      ...(login
        ? {
            securitySchemes: {
              basic: { type: "http", scheme: "basic", description: "The name and password of the app's login." },
            },
          }
        : {}),
    },
    ...(login ? { security: [{ basic: [] }] } : {}),
  };

  function simplePost(fn: FunctionDescription): JsonObject {
    const example = exampleArguments(fn, description);
    const result = { type: "object", properties: { data: resultsSchema(fn, description) }, required: ["data"] };
    return {
      operationId: String(fn.api_name),
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
          content: { "application/json": { schema: result }, ...fileContent(fn) },
        },
        202: {
          description: "Not ready yet.",
          headers: { Location: { description: "The address of the call.", schema: { type: "string", format: "uri" } } },
          content: json({ $ref: "#/components/schemas/StartedCall" }),
          links: callLinks,
        },
        ...problems(400, 406, 408, 409, 413, 415, 422, 500, 503, 507),
      },
    };
  }

  function fileContent(fn: FunctionDescription): JsonObject {
    const named = fn.outputNames.flatMap((name, index) => (name === null ? [] : [fn.outputs[index]]));
    const component = named.length === 1 ? description.components.find(({ id }) => id === named[0]) : undefined;
    return component?.fileSlots.includes("") === true ? { "*/*": {} } : {};
  }

  function callGet(): JsonObject {
    return {
      operationId: "getCall",
      summary: "The state of a call, and its result once it has one",
      responses: {
        200: {
          description: "The call as it is. Kept for 5 minutes after its end, or an hour with an Idempotency-Key.",
          content: {
            ...json({ $ref: "#/components/schemas/Call" }),
            ...(functions.some((fn) => "*/*" in fileContent(fn)) ? { "*/*": {} } : {}),
          },
        },
        ...problems(404, 406),
      },
    };
  }

  function callDelete(): JsonObject {
    return {
      operationId: "cancelCall",
      summary: "Cancels a call; does nothing for one that has ended",
      responses: { 204: { description: "It is cancelled or has ended." }, ...problems(404) },
    };
  }

  function eventsGet(): JsonObject {
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

  function gradioPost(fn: FunctionDescription): JsonObject {
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
              operationId: `gradio_${String(fn.api_name)}_events`,
              parameters: { id: "$response.body#/event_id" },
            },
          },
        },
        ...refusals(400, 404, 408, 413, 415, 422, 500, 503),
      },
    };
  }

  function gradioGet(fn: FunctionDescription): JsonObject {
    return {
      operationId: `gradio_${String(fn.api_name)}_events`,
      summary: "The events of a call by Gradio's protocol: generating, complete, error, heartbeat",
      responses: { 200: { description: "Server-sent events; the data of each is JSON.", content: eventStream } },
    };
  }

  function upload(): JsonObject {
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
}

const idParameter: JsonObject = {
  name: "id",
  in: "path",
  required: true,
  description: "The id of a call.",
  schema: { type: "string", minLength: 1 },
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
const eventStream: JsonObject = { "text/event-stream": { schema: event } };
const callLinks: JsonObject = {
  state: { operationId: "getCall", parameters: { id: "$response.body#/call" } },
  events: { operationId: "followCall", parameters: { id: "$response.body#/call" } },
  cancel: { operationId: "cancelCall", parameters: { id: "$response.body#/call" } },
};

function json(schema: JsonObject): JsonObject {
  return { "application/json": { schema } };
}

function about({ api_name: name, api_description: text }: FunctionDescription): JsonObject {
  return {
    summary: `Calls /${String(name)}`,
    ...(typeof text === "string" && text !== "" ? { description: text } : {}),
  };
}

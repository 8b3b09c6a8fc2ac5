import type { JsonObject } from "@vitrine/protocol";
import type { AppDescription } from "../../app-model/description.ts";
import { answers, sharedSchemas } from "./answers.ts";
import { gradioGet, gradioPost, upload } from "./gradio.ts";
import { callDelete, callGet, callPost, eventsGet } from "./simple.ts";

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
      ...Object.fromEntries(
        functions.map((fn) => [`/api/${String(fn.api_name)}`, { post: callPost(fn, description, problems) }]),
      ),
      "/api/calls/{id}": {
        get: callGet({ ...description, functions }, problems),
        delete: callDelete(problems),
        parameters: [idParameter],
      },
      "/api/calls/{id}/events": { get: eventsGet(problems), parameters: [idParameter] },
      ...Object.fromEntries(
        functions.map((fn) => [
          `/gradio_api/call/${String(fn.api_name)}`,
          { post: gradioPost(fn, description, refusals) },
        ]),
      ),
      ...Object.fromEntries(
        functions.map((fn) => [
          `/gradio_api/call/${String(fn.api_name)}/{id}`,
          { get: gradioGet(fn, refusals), parameters: [idParameter] },
        ]),
      ),
      "/gradio_api/upload": { post: upload(refusals) },
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
}

const idParameter: JsonObject = {
  name: "id",
  in: "path",
  required: true,
  description: "The id of a call.",
  schema: { type: "string", minLength: 1 },
};

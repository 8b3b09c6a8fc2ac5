import { fileMeta, type JsonObject } from "@vitrine/protocol";

const textOrNull: JsonObject = { type: ["string", "null"] };

const markSchema: JsonObject = Object.fromEntries(
  Object.entries(fileMeta).map(([key, value]) => [key, { const: value }]),
);

/** JSON Schema of a file on the wire. What the reference refers to is for the file store to say. */
export const fileSchema: JsonObject = {
  title: "FileData",
  type: "object",
  properties: {
    path: { type: "string", minLength: 1, maxLength: 1_000 },
    url: textOrNull,
    size: { type: ["integer", "null"], minimum: 0 },
    orig_name: textOrNull,
    mime_type: textOrNull,
    is_stream: { type: "boolean" },
    meta: { type: "object", properties: markSchema, required: Object.keys(fileMeta) },
  },
  required: ["path", "meta"],
};

import { fileMeta, type JsonObject } from "@vitrine/protocol";

/** Characters of a file's name, as file systems have it. */
const longestName = 255;
/** Characters of a media type. */
const longestType = 100;
/** Characters of a reference; of an address, which may write each of them as three. */
const longestPath = 1_000;
const longestUrl = 4_000;

const textOrNull = (maxLength: number): JsonObject => ({ type: ["string", "null"], maxLength });

const markSchema: JsonObject = Object.fromEntries(
  Object.entries(fileMeta).map(([key, value]) => [key, { const: value }]),
);

/** JSON Schema of a file on the wire. What the reference refers to is for the file store to say. */
export const fileSchema: JsonObject = {
  title: "FileData",
  type: "object",
  properties: {
    path: { type: "string", minLength: 1, maxLength: longestPath },
    url: textOrNull(longestUrl),
    size: { type: ["integer", "null"], minimum: 0 },
    orig_name: textOrNull(longestName),
    mime_type: textOrNull(longestType),
    is_stream: { type: "boolean" },
    meta: { type: "object", properties: markSchema, required: Object.keys(fileMeta) },
  },
  required: ["path", "meta"],
};

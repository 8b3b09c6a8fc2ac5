import { types } from "node:util";

// By what a value is and not by `instanceof`: values of another realm (a test runner's, a `vm` context's) are as good.

/** Whether a value is bytes: a Uint8Array, which a Buffer is too. */
export function isBytes(value: unknown): value is Uint8Array {
  return types.isUint8Array(value);
}

/** Whether a value is a Blob or a File. */
export function isBlob(value: unknown): value is Blob {
  const tag = tagOf(value);
  return (tag === "Blob" || tag === "File") && typeof (value as Partial<Blob>).arrayBuffer === "function";
}

/** Whether a value is a URL. */
export function isUrl(value: unknown): value is URL {
  return tagOf(value) === "URL" && typeof (value as Partial<URL>).href === "string";
}

function tagOf(value: unknown): unknown {
  return typeof value === "object" && value !== null
    ? (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag]
    : null;
}

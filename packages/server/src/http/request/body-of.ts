import { Readable } from "node:stream";
import type { Context } from "hono";
import { incomingOf } from "./guarded.ts";

// A web stream has one reader.
const bodies = new WeakMap<ReadableStream, Readable>();

/** The body of a request as Node streams it, the same each time. */
export function bodyOf(c: Context): Readable {
  const incoming = incomingOf(c);
  if (incoming !== undefined) return incoming;
  const { body } = c.req.raw;
  if (body === null) return Readable.from([]);
  let readable = bodies.get(body);
  if (readable === undefined) {
    // Somebody else's stream may break at any time, also while nobody listens.
    readable = Readable.fromWeb(body).on("error", () => {});
    bodies.set(body, readable);
  }
  return readable;
}

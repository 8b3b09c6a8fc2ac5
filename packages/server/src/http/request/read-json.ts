import { isUtf8 } from "node:buffer";
import type { Readable } from "node:stream";
import { findExcess, type JsonObject, type JsonShape } from "@vitrine/protocol";
import { isJson } from "./body-type.ts";
import type { ByteBudget } from "../../budgets/byte-budget.ts";
import type { Clock } from "../../clock/clock.ts";
import type { HeaderReader } from "./http-request.ts";

/** A body that cannot be used: a status and a text for the caller. */
export class BodyError extends Error {
  readonly status: 400 | 408 | 413 | 415 | 503;

  constructor(status: BodyError["status"], message: string) {
    super(message);
    this.name = "BodyError";
    this.status = status;
  }
}

/** What bodies obey: bytes, milliseconds for the whole. */
export interface BodyLimits {
  readonly bytes: number;
  readonly ms: number;
  readonly clock: Clock;
  /** What all bodies that are still arriving may take together; left out for small ones. */
  readonly arriving?: ByteBudget;
}

/** What bodies of JSON obey. */
export interface JsonBodyLimits extends BodyLimits {
  readonly shape: JsonShape;
}

// Of a body in chunks nobody knows its size before it is there, so that refusing it costs what was read of it.
const longestUnannounced = 8 * 1024 * 1024;

/** The JSON object in a body. Rejects with a `BodyError`. */
export async function readJson(body: Readable, headers: HeaderReader, limits: JsonBodyLimits): Promise<JsonObject> {
  // A type that needs no preflight could be sent by any page.
  if (!isJson(headers)) {
    throw new BodyError(415, "Send JSON, with the header Content-Type: application/json and no Content-Encoding.");
  }
  const text = await readText(body, Number(headers.get("content-length") ?? 0), limits);
  const excess = findExcess(text, limits.shape);
  if (excess !== null) throw new BodyError(excess.of === "values" ? 413 : 400, `The body ${excess.text}.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BodyError(400, "The body is no JSON.");
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new BodyError(400, 'The body must be a JSON object such as { "data": […] }.');
}

/** The text in a body; `announced` are the bytes of its Content-Length, 0 for none. Rejects with a `BodyError`. */
export function readText(body: Readable, announced: number, limits: BodyLimits): Promise<string> {
  return new Promise((resolve, reject) => {
    const pieces: Uint8Array[] = [];
    let size = 0;
    let taken = 0;
    const done = (): void => {
      stop();
      limits.arriving?.free(taken);
      taken = 0;
    };
    const fail = (error: BodyError): void => {
      done();
      body.off("data", take).pause();
      reject(error);
    };
    const stop = limits.clock.after(limits.ms, () =>
      fail(new BodyError(408, "The body came too slowly. Send it again.")),
    );
    const longest = announced > 0 ? limits.bytes : Math.min(limits.bytes, longestUnannounced);
    const hint = longest < limits.bytes ? ` without Content-Length, ${limits.bytes} with it` : "";
    const tooLarge = (): void => fail(new BodyError(413, `A body may have at most ${longest} bytes${hint}.`));
    const take = (piece: Uint8Array): void => {
      size += piece.byteLength;
      if (size > longest) return tooLarge();
      if (limits.arriving?.take(piece.byteLength) === false) return fail(busy());
      taken += piece.byteLength;
      pieces.push(piece);
    };
    if (announced > longest) return tooLarge();
    body.on("data", take);
    const brokeOff = (): void => fail(new BodyError(400, "The body broke off. Send it again."));
    body.on("error", brokeOff);
    body.on("close", () => {
      if (!body.readableEnded) brokeOff();
    });
    body.on("end", () => {
      done();
      try {
        resolve(textOf(pieces));
      } catch (error) {
        reject(error);
      }
    });
    return undefined;
  });
}

/** The refusal of a body, or a part of it, while too much of others is arriving. */
function busy(): BodyError {
  return new BodyError(503, "The server is taking all that it can at once. Try again in a moment.");
}

function textOf(pieces: readonly Uint8Array[]): string {
  const [first = new Uint8Array()] = pieces;
  const bytes = pieces.length > 1 ? Buffer.concat(pieces) : Buffer.from(first.buffer, first.byteOffset, first.length);
  if (!isUtf8(bytes)) throw new BodyError(400, "The body is no UTF-8.");
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
}

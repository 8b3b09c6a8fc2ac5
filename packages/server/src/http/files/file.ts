import type { ServerResponse } from "node:http";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { Context } from "hono";
import type { StoredFile } from "../../files/stored-file.ts";
import { parseRange, type ByteRange } from "./byte-range.ts";
import { nothingThere } from "../page/nothing-there.ts";
import type { StalledAnswers } from "../../budgets/stalled-answers.ts";

// Types that a browser shows without running anything or fetching more, as playlists would. Files are typed by their bytes
// where these tell; the others are what senders call the same kinds.
const safeTypes: ReadonlySet<string> = new Set([
  "text/plain",
  ...["png", "jpeg", "jpg", "pjpeg", "gif", "webp", "avif", "bmp", "x-icon", "vnd.microsoft.icon", "tiff", "heic"].map(
    (kind) => `image/${kind}`,
  ),
  ...["mpeg", "mp3", "wav", "x-wav", "wave", "vnd.wave", "ogg", "opus", "flac", "x-flac", "aac", "aacp", "x-aac"].map(
    (kind) => `audio/${kind}`,
  ),
  ...["mp4", "m4a", "x-m4a", "mp4a-latm", "webm", "x-matroska", "aiff", "x-aiff", "x-caf", "3gpp", "amr", "basic"].map(
    (kind) => `audio/${kind}`,
  ),
  ...["mp4", "x-m4v", "webm", "ogg", "quicktime", "x-matroska", "3gpp", "mpeg"].map((kind) => `video/${kind}`),
]);
const pieceSize = 65_536;

/**
 * Answers with a stored file, or a part of it; undefined for an unknown one. Any type that could run is a download.
 * `embeddable` says whether pages of other origins may show it.
 */
export function serveFile(
  context: Context,
  file: StoredFile | undefined,
  { embeddable, answers }: { readonly embeddable: boolean; readonly answers: StalledAnswers },
): Response {
  const descriptor = file === undefined ? null : openFile(file.location);
  if (file === undefined || descriptor === null) return nothingThere();
  const headers = headersOf(file, fstatSync(descriptor).mtime);
  headers.set("cross-origin-resource-policy", embeddable ? "cross-origin" : "same-origin");
  return sendFile(context, { descriptor, headers, size: file.size, answers });
}

/** An open file to answer with. */
export interface SentFile {
  readonly descriptor: number;
  /** With its ETag. */
  readonly headers: Headers;
  /** Bytes. */
  readonly size: number;
  /** Cuts off whoever takes nothing of it. */
  readonly answers: StalledAnswers;
}

/** Answers with an open file, or the part that is asked for. Closes it. */
export function sendFile(context: Context, { descriptor, headers, size, answers }: SentFile): Response {
  const etag = headers.get("etag");
  const ifRange = context.req.header("if-range");
  const range = ifRange === undefined || ifRange === etag ? parseRange(context.req.header("range"), size) : null;
  if (
    context.req
      .header("if-none-match")
      ?.split(",")
      .some((tag) => tag.trim() === etag) === true
  ) {
    closeSync(descriptor);
    return new Response(null, { status: 304, headers });
  }
  if (range === "beyond") {
    closeSync(descriptor);
    headers.set("content-range", `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  const part = range ?? { start: 0, end: size - 1 };
  headers.set("content-length", String(part.end - part.start + 1));
  if (range !== null) headers.set("content-range", `bytes ${range.start}-${range.end}/${size}`);
  const status = range === null ? 200 : 206;
  if (context.req.method === "HEAD") {
    closeSync(descriptor);
    return new Response(null, { status, headers });
  }
  const { outgoing } = context.env as { readonly outgoing?: ServerResponse };
  if (outgoing !== undefined) answers.watch(outgoing);
  return new Response(readPart(descriptor, part), { status, headers });
}

function headersOf(file: StoredFile, modified: Date): Headers {
  const bare = file.type.split(";")[0]?.trim().toLowerCase() ?? "";
  const safe = safeTypes.has(bare);
  const type = bare === "text/plain" ? "text/plain; charset=utf-8" : bare;
  return new Headers({
    "content-type": safe ? type : "application/octet-stream",
    "content-disposition": `${safe ? "inline" : "attachment"}; ${nameParameter(file.name)}`,
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "private, max-age=3600",
    "accept-ranges": "bytes",
    "last-modified": modified.toUTCString(),
    etag: `"${file.hash.slice(0, 32)}"`,
  });
}

function nameParameter(name: string): string {
  if (/^[\w.-]+$/.test(name)) return `filename="${name}"`;
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  return `filename*=utf-8''${encoded}`;
}

// Read synchronously, in small pieces, as the reader asks: the pool of threads may be full of the functions' work.
function readPart(descriptor: number, { start, end }: ByteRange): ReadableStream<Uint8Array> {
  let at = start;
  let open = true;
  const close = (): void => {
    if (open) closeSync(descriptor);
    open = false;
  };
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = new Uint8Array(Math.max(0, Math.min(pieceSize, end - at + 1)));
        let read = 0;
        try {
          read = piece.byteLength === 0 ? 0 : readSync(descriptor, piece, 0, piece.byteLength, at);
        } catch (error) {
          close();
          throw error;
        }
        at += read;
        if (read > 0) controller.enqueue(piece.subarray(0, read));
        if (read > 0 && at <= end) return;
        close();
        if (at > end) controller.close();
        else controller.error(new Error("The file is shorter than it was."));
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}

/** Opens a file to read; null where that fails. */
export function openFile(location: string): number | null {
  try {
    return openSync(location, "r");
  } catch {
    return null;
  }
}

import { isBlob, isBytes, isUrl } from "../media/given-kind.ts";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { FileData } from "@vitrine/protocol";
import { contentPath } from "../media/content-path.ts";
import type { ConversionContext, FileAccess, ReceivedFile } from "../core/files.ts";
import { type MediaFormat, mediaFormat, mediaHeadLength } from "../media/media-format.ts";
import { readHead } from "../media/read-head.ts";
import { serverFilePath } from "../core/server-file.ts";
import { showGiven } from "../options/show-given.ts";
import { type EncodedFormat, encodePicture } from "./image.codec.ts";
import { looksLikePicture, readPicture } from "./picture.ts";

/**
 * Stores what a function gave for a picture: pixels, encoded, or a file that is a picture. Rejects with a `TypeError` for
 * wrong pixels, for a file that is none, and for a string.
 */
export async function givePicture(
  given: unknown,
  format: EncodedFormat,
  context: ConversionContext,
): Promise<FileData> {
  const { files } = context;
  if (isBytes(given)) return storeBytes(new Uint8Array(given), "the bytes", files);
  if (isBlob(given)) return storeBytes(new Uint8Array(await given.arrayBuffer()), "the Blob", files);
  const path = pathOf(given);
  if (path !== null) return givePath(given, path, files);
  if (looksLikePicture(given)) {
    const bytes = await encodePicture(readPicture(given), format);
    return files.store(bytes, { name: `image.${format}`, type: `image/${format}` });
  }
  if (typeof given === "string") return files.give(given);
  throw new TypeError(
    `a picture { width, height, data } or a file is needed, got ${showGiven(given)}: give pixels, bytes, a Blob, a received file, a file: URL or serverFile(path).`,
  );
}

function pathOf(given: unknown): string | null {
  const chosen = serverFilePath(given);
  if (chosen !== null) return chosen;
  if (isUrl(given)) return given.protocol === "file:" ? fileURLToPath(given) : "";
  return isReceived(given) ? contentPath(given) : null;
}

// Whether it truly was received is for the file access to say; this decides which message fits.
function isReceived(given: unknown): given is ReceivedFile {
  if (typeof given !== "object" || given === null) return false;
  const { path, bytes } = given as Partial<ReceivedFile>;
  return typeof path === "string" && typeof bytes === "function";
}

async function givePath(given: unknown, path: string, files: FileAccess): Promise<FileData> {
  const head = await readHead(path, mediaHeadLength);
  // A missing file, an address elsewhere: the file access refuses them with the words that fit.
  if (head === null) return files.give(given);
  const name = basename(isReceived(given) ? given.name : path);
  const format = shownFormat(head, `“${name}”`);
  if (isNamedAs(name, format)) return files.give(given);
  if (isReceived(given)) {
    const stored = await files.give(given);
    if (stored.mime_type === format.type) return stored;
  }
  return files.store(await readFile(path), { name: `${name}.${format.ending}`, type: format.type });
}

async function storeBytes(bytes: Uint8Array, what: string, files: FileAccess): Promise<FileData> {
  const { ending, type } = shownFormat(bytes, what);
  return files.store(bytes, { name: `image.${ending}`, type });
}

/** The endings of what browsers show: no TIFF, and HEIC in one of them alone. */
const shown: ReadonlySet<string> = new Set(["png", "jpeg", "webp", "gif", "avif", "bmp", "ico"]);

function shownFormat(head: Uint8Array, what: string): MediaFormat {
  const format = mediaFormat(head, "image");
  if (format !== null && shown.has(format.ending)) return format;
  throw new TypeError(`${what} cannot be shown as a picture: give a PNG, JPEG, WebP, GIF or AVIF file, or pixels.`);
}

/** Whether a file's name ends as the format's files do. */
function isNamedAs(name: string, { ending }: MediaFormat): boolean {
  const own = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return own === ending || (ending === "jpeg" && own === "jpg");
}

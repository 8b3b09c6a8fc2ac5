import { isBlob, isBytes, isUrl } from "./given-kind.ts";
import type { FileData } from "@vitrine/protocol";
import { contentPath } from "./content-path.ts";
import type { FileAccess, ReceivedFile } from "../core/files.ts";
import { mediaFormat, mediaHeadLength } from "./media-format.ts";
import { mediaExamples, mediaNouns, mediaProblem } from "./media-problem.ts";
import { readHead } from "./read-head.ts";
import { serverFilePath } from "../core/server-file.ts";
import { showGiven } from "../options/show-given.ts";

type Family = "audio" | "video";

/**
 * A file that a visitor sent, if its first bytes show a sound or a video, of any kind that is known; for a sound also a
 * video. Rejects with a `TypeError` for others.
 */
export async function receiveMedia(file: ReceivedFile, family: Family): Promise<ReceivedFile> {
  const head = await readHead(contentPath(file), mediaHeadLength);
  const problem = mediaProblem(head ?? new Uint8Array(), family);
  if (problem === null) return file;
  throw new TypeError(`“${file.name}” ${problem}`);
}

/**
 * Stores a sound or a video that a function gave as a file. Bytes are stored under the kind that they show. Rejects with
 * a `TypeError` for bytes that are none and for what is no file.
 */
export async function giveMedia(given: unknown, family: Family, files: FileAccess): Promise<FileData> {
  if (isBytes(given)) return storeBytes(new Uint8Array(given), "the bytes", family, files);
  if (isBlob(given)) return storeBytes(new Uint8Array(await given.arrayBuffer()), "the Blob", family, files);
  if (typeof given === "string" || isUrl(given) || serverFilePath(given) !== null || isReceived(given)) {
    return { ...(await files.give(given)) };
  }
  throw new TypeError(
    `${mediaNouns[family]} is needed, got ${showGiven(given)}: give bytes, a Blob, a received file, a file: URL or serverFile(path).`,
  );
}

function storeBytes(bytes: Uint8Array, what: string, family: Family, files: FileAccess): Promise<FileData> {
  const format = mediaFormat(bytes, family);
  if (format === null || mediaProblem(bytes, family) !== null) {
    throw new TypeError(`${what} cannot be played as ${mediaNouns[family]}: give a file of ${mediaExamples[family]}.`);
  }
  return files.store(bytes, { name: `${family}.${format.ending}`, type: format.type });
}

// Whether it truly was received is for the file access to say; this decides which message fits.
function isReceived(given: unknown): boolean {
  if (typeof given !== "object" || given === null) return false;
  const { path, bytes } = given as Partial<ReceivedFile>;
  return typeof path === "string" && typeof bytes === "function";
}

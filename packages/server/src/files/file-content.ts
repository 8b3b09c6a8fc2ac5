import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { remakeFolder } from "./remake-folder.ts";
import { mediaHeadLength } from "@vitrine/components/media-format";

/** What is to be stored: bytes at hand, or a file to copy. */
export type Content = { readonly bytes: Uint8Array } | { readonly path: string };

/** Where content lies now. */
export interface WrittenContent {
  readonly location: string;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
  /** Bytes. */
  readonly size: number;
  /** The first bytes, as many as tell of what kind it is. */
  readonly head: Uint8Array;
}

type Written = Omit<WrittenContent, "location">;

/**
 * Stores content under its hash. The file appears whole or not at all; the same content twice is one file. Bytes are
 * taken as they are at the call. `unique` names the file while it is being written.
 */
export async function writeContent(content: Content, folder: string, unique: string): Promise<WrittenContent> {
  const temporary = join(folder, `.writing-${unique}`);
  try {
    const written = await write(content, temporary).catch((error: unknown) => {
      if (remakeFolder(folder, error)) return write(content, temporary);
      throw error;
    });
    const location = join(folder, written.hash);
    await rename(temporary, location);
    return { location, ...written };
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function write(content: Content, file: string): Promise<Written> {
  if ("path" in content) return copy(content.path, file);
  // A copy: the function may change its own bytes while they are being written.
  const bytes = Uint8Array.prototype.slice.call(content.bytes);
  await writeFile(file, bytes);
  const hash = createHash("sha256").update(bytes).digest("hex");
  return { hash, size: bytes.byteLength, head: bytes.subarray(0, mediaHeadLength) };
}

async function copy(source: string, file: string): Promise<Written> {
  const hash = createHash("sha256");
  const head = new Uint8Array(mediaHeadLength);
  let size = 0;
  const count = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk);
      if (size < mediaHeadLength) head.set(chunk.subarray(0, mediaHeadLength - size), size);
      size += chunk.byteLength;
      done(null, chunk);
    },
  });
  await pipeline(createReadStream(source), count, createWriteStream(file));
  return { hash: hash.digest("hex"), size, head: head.subarray(0, size) };
}

import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { remakeFolder } from "../files/remake-folder.ts";

/** What is to be stored: bytes at hand, or a file to copy. */
export type Content = { readonly bytes: Uint8Array } | { readonly path: string };

/** Where content lies now. */
export interface WrittenContent {
  readonly location: string;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * Stores content under its hash. The file appears whole or not at all; the same content twice is one file. Bytes are
 * taken as they are at the call. `unique` names the file while it is being written.
 */
export async function writeContent(content: Content, folder: string, unique: string): Promise<WrittenContent> {
  const temporary = join(folder, `.writing-${unique}`);
  try {
    const { hash, size } = await write(content, temporary).catch((error: unknown) => {
      if (remakeFolder(folder, error)) return write(content, temporary);
      throw error;
    });
    const location = join(folder, hash);
    await rename(temporary, location);
    return { location, hash, size };
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function write(content: Content, file: string): Promise<{ hash: string; size: number }> {
  if ("path" in content) return copy(content.path, file);
  // A copy: the function may change its own bytes while they are being written.
  const bytes = Uint8Array.prototype.slice.call(content.bytes);
  await writeFile(file, bytes);
  return { hash: createHash("sha256").update(bytes).digest("hex"), size: bytes.byteLength };
}

async function copy(source: string, file: string): Promise<{ hash: string; size: number }> {
  const hash = createHash("sha256");
  let size = 0;
  const count = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk);
      size += chunk.byteLength;
      done(null, chunk);
    },
  });
  await pipeline(createReadStream(source), count, createWriteStream(file));
  return { hash: hash.digest("hex"), size };
}

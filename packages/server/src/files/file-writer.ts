import { createHash, type Hash } from "node:crypto";
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { mediaHeadLength } from "@vitrine/components/media-format";

/**
 * Writes one file piece by piece and names it by its content. Synchronous: pieces are small, and the pool of threads
 * that would do it otherwise is shared with whatever the functions do.
 */
export class FileWriter {
  readonly #part: string;
  readonly #descriptor: number;
  readonly #hash: Hash = createHash("sha256");
  readonly #head = new Uint8Array(mediaHeadLength);
  #open = true;
  size = 0;

  /** `part` is the path of a file that does not exist yet. */
  constructor(part: string) {
    this.#part = part;
    this.#descriptor = openFresh(part);
  }

  /** Adds a piece. */
  write(piece: Uint8Array): void {
    this.#hash.update(piece);
    if (this.size < mediaHeadLength) this.#head.set(piece.subarray(0, mediaHeadLength - this.size), this.size);
    let written = 0;
    while (written < piece.byteLength) written += writeSync(this.#descriptor, piece, written);
    this.size += piece.byteLength;
  }

  /** The first bytes, as many as tell of what kind it is. */
  get head(): Uint8Array {
    return this.#head.subarray(0, this.size);
  }

  /** Puts the file to the place that belongs to its content; gives the hash, hexadecimal. */
  finish(place: (hash: string) => string): string {
    this.#close();
    const hash = this.#hash.digest("hex");
    try {
      renameSync(this.#part, place(hash));
    } catch (error) {
      rmSync(this.#part, { force: true });
      throw error;
    }
    return hash;
  }

  /** Leaves nothing behind. Does nothing after `finish`. */
  abort(): void {
    if (!this.#open) return;
    try {
      this.#close();
    } finally {
      rmSync(this.#part, { force: true });
    }
  }

  #close(): void {
    this.#open = false;
    closeSync(this.#descriptor);
  }
}

// What cleans a system's temporary folder may have taken ours along.
function openFresh(part: string): number {
  try {
    return openSync(part, "wx", 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    mkdirSync(dirname(part), { recursive: true, mode: 0o700 });
    return openSync(part, "wx", 0o600);
  }
}

import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../queue/clock.ts";
import { cleanFileName } from "./file-name.ts";
import { FileWriter } from "./file-writer.ts";
import type { FileChange } from "./file-index.ts";
import { folderMark, remakeFolder } from "./remake-folder.ts";
import { noReferences, type StoredFile } from "./stored-file.ts";
import { TurnoverMap } from "../tables/turnover-map.ts";

/** What a store of files needs. */
export interface FileStoreOptions {
  readonly folder: string;
  /** Bytes of all contents together. */
  readonly quota: number;
  readonly clock: Clock;
  /** 32 hexadecimal digits, fresh each time. */
  readonly randomId: () => string;
  /** Is told of every file that comes, changes hands, or goes. */
  readonly onChange?: ((change: FileChange) => void) | undefined;
}

/** There is no room for another file. */
export class StoreFullError extends Error {
  constructor(quota: number) {
    super(
      `The server's store of ${quota} bytes is full of files that are in use. Try again later, or raise ` +
        `launch({ limits: { fileStore } }).`,
    );
    this.name = "StoreFullError";
  }
}

/** A file on its way in. */
export interface Upload {
  /** Throws a `StoreFullError` when there is no room. */
  write(piece: Uint8Array): void;
  readonly size: number;
  finish(name: string, type: string): StoredFile;
  abort(): void;
}

interface Kept {
  readonly file: StoredFile;
  holders: number;
  /** The users who may have it; null for everyone. */
  owners: Set<string> | null;
  usedAt: number;
}

interface Content {
  readonly location: string;
  readonly size: number;
  readonly references: Set<string>;
}

const longestType = 100;
const keptUnusedMs = 3_600_000;

/**
 * The files of one app: contents by their hash, known by random references.
 *
 * A file that someone holds stays. Others go an hour after they were made or last used, or earlier where room is
 * needed, the least recently used first.
 */
export class FileStore {
  readonly #options: FileStoreOptions;
  // In the order of last use, oldest first.
  readonly #kept = new TurnoverMap<string, Kept>();
  readonly #contents = new TurnoverMap<string, Content>();
  #bytes = 0;
  #folderMark: string | null;

  constructor(options: FileStoreOptions) {
    this.#options = options;
    this.#folderMark = folderMark(options.folder);
  }

  /** Begins a new file. */
  begin(): Upload {
    const { folder, randomId } = this.#options;
    const writer = this.#openWriter(join(folder, `${randomId()}.part`));
    let counted = 0;
    const uncount = (): void => {
      this.#bytes -= counted;
      counted = 0;
    };
    return {
      write: (piece) => {
        this.#makeRoom(piece.byteLength);
        writer.write(piece);
        this.#bytes += piece.byteLength;
        counted += piece.byteLength;
      },
      get size() {
        return writer.size;
      },
      finish: (name, type) => {
        const hash = writer.finish((digest) => join(folder, digest));
        uncount();
        const clean = cleanFileName(name);
        const ref = `${randomId()}/${clean}`;
        const file: StoredFile = {
          ref,
          location: join(folder, hash),
          hash,
          name: clean,
          size: writer.size,
          type: boundType(type),
        };
        this.adopt(file);
        return file;
      },
      abort: () => {
        uncount();
        writer.abort();
      },
    };
  }

  /** Takes in a file whose content already lies in the folder. */
  adopt(file: StoredFile): void {
    if (this.#kept.has(file.ref)) return;
    this.#kept.set(file.ref, { file, holders: 0, owners: null, usedAt: this.#options.clock.now() });
    this.#options.onChange?.({ is: "kept", file, owners: null });
    const content = this.#contents.get(file.hash);
    if (content !== undefined) {
      content.references.add(file.ref);
      return;
    }
    this.#contents.set(file.hash, { location: file.location, size: file.size, references: new Set([file.ref]) });
    this.#bytes += file.size;
    // What a function made is there already, so it is never refused; others make room for it.
    this.#evict(() => this.#bytes > this.#options.quota, file.ref);
  }

  /** The file behind a reference, which counts as a use; undefined for an unknown one. */
  find(reference: string): StoredFile | undefined {
    const kept = this.#kept.get(reference);
    if (kept === undefined) return undefined;
    kept.usedAt = this.#options.clock.now();
    this.#kept.delete(reference);
    this.#kept.set(reference, kept);
    return kept.file;
  }

  /** The file behind a reference, where this user may have it; null is somebody without a login. */
  findFor(reference: string, user: string | null): StoredFile | undefined {
    const owners = this.#kept.get(reference)?.owners ?? null;
    return owners === null || (user !== null && owners.has(user)) ? this.find(reference) : undefined;
  }

  /** From now on the files are those of users, this one among them. */
  give(references: Iterable<string>, user: string): void {
    for (const reference of references) {
      const kept = this.#kept.get(reference);
      if (kept === undefined) continue;
      (kept.owners ??= new Set()).add(user);
      this.#options.onChange?.({ is: "kept", file: kept.file, owners: [...kept.owners] });
    }
  }

  /** Holds files: they stay until they are let go as often. Gives those that are known, which are to be let go later. */
  hold(references: Iterable<string>): ReadonlySet<string> {
    let held = null as Set<string> | null;
    for (const reference of references) {
      const kept = this.#kept.get(reference);
      if (kept === undefined || held?.has(reference) === true) continue;
      kept.holders += 1;
      (held ??= new Set()).add(reference);
    }
    return held ?? noReferences;
  }

  /** Lets files go that `hold` gave. */
  letGo(references: Iterable<string>): void {
    for (const reference of references) {
      const kept = this.#kept.get(reference);
      if (kept !== undefined) kept.holders -= 1;
    }
  }

  /** Whether the content of this hash is kept. */
  hasContent(hash: string): boolean {
    return this.#contents.has(hash);
  }

  /** Drops what nobody holds and nobody used for an hour, and what was lost with its folder. */
  sweep(): void {
    this.#lookAtFolder();
    const limit = this.#options.clock.now() - keptUnusedMs;
    for (const [reference, kept] of this.#kept) {
      if (kept.usedAt > limit) return;
      if (kept.holders === 0) this.#drop(reference, kept);
    }
  }

  #openWriter(part: string): FileWriter {
    try {
      return new FileWriter(part);
    } catch (error) {
      if (!remakeFolder(this.#options.folder, error)) throw error;
      return new FileWriter(part);
    }
  }

  /** A folder that was made anew has lost its files. */
  #lookAtFolder(): void {
    const mark = folderMark(this.#options.folder);
    if (mark === this.#folderMark) return;
    this.#folderMark = mark;
    for (const [reference, kept] of this.#kept) if (!existsSync(kept.file.location)) this.#drop(reference, kept);
  }

  #makeRoom(size: number): void {
    const { quota } = this.#options;
    this.#evict(() => this.#bytes + size > quota, null);
    if (this.#bytes + size > quota) throw new StoreFullError(quota);
  }

  #evict(needed: () => boolean, spared: string | null): void {
    if (!needed()) return;
    for (const [reference, kept] of this.#kept) {
      if (kept.holders === 0 && reference !== spared) this.#drop(reference, kept);
      if (!needed()) return;
    }
  }

  #drop(reference: string, kept: Kept): void {
    this.#kept.delete(reference);
    this.#options.onChange?.({ is: "dropped", ref: reference });
    const content = this.#contents.get(kept.file.hash);
    if (content === undefined) return;
    content.references.delete(reference);
    if (content.references.size > 0) return;
    this.#contents.delete(kept.file.hash);
    this.#bytes -= content.size;
    rmSync(content.location, { force: true });
  }
}

// What is longer is no media type.
function boundType(type: string): string {
  return type.length > longestType ? "application/octet-stream" : type;
}

import { fittingHeap } from "../budgets/limits.ts";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cleanFileName } from "./file-name.ts";
import { type FileOwner, FileShares } from "./file-shares.ts";
import type { FileStoreOptions } from "./file-store-options.ts";
import { FileWriter } from "./file-writer.ts";
import { folderMark, remakeFolder } from "./remake-folder.ts";
import { StoreFullError } from "./store-full-error.ts";
import { shownType, unknownType } from "./media-type.ts";
import { removeNamedPaths } from "./named-path.ts";
import { noReferences, type StoredFile } from "./stored-file.ts";
import { TurnoverMap } from "../collections/turnover-map.ts";
import { TurnoverSet } from "../collections/turnover-set.ts";

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
  /** Who brought it; null for what a function made. */
  readonly owner: FileOwner | null;
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

const keptUnusedMs = 3_600_000;
// What a file costs beside its bytes: an inode, and what is remembered of it.
const leastCounted = 4096;
const mostReferences = fittingHeap(250_000, 1024);
// What is longer is no media type.
const longestType = 100;
// Of a small store one visitor may have this part, and one address that one.
const partOfHolder = 1 / 2;
const partOfAddress = 3 / 4;

/**
 * The files of one app: contents by their hash, known by random references.
 *
 * A file that someone holds stays. Others go an hour after they were made or last used, or earlier where room is needed:
 * first those of who needs it, then those that functions made, then those of visitors who have more than others.
 */
export class FileStore {
  readonly #options: FileStoreOptions;
  readonly #kept = new TurnoverMap<string, Kept>();
  readonly #contents = new TurnoverMap<string, Content>();
  readonly #shares: FileShares;
  // Those that nobody holds, the longest unused first.
  readonly #idleMade = new TurnoverSet<string>();
  readonly #idleBrought = new TurnoverSet<string>();
  #bytes = 0;
  #folderMark: string | null;

  constructor(options: FileStoreOptions) {
    const { quota, shares } = options;
    this.#options = options;
    this.#folderMark = folderMark(options.folder);
    this.#shares = new FileShares({
      ofHolder: Math.min(shares.ofHolder, quota * partOfHolder),
      countOfHolder: shares.countOfHolder,
      ofAddress: Math.min(shares.ofAddress, quota * partOfAddress),
    });
  }

  /** Begins a new file of an owner. Throws a `StoreFullError` when there is no room, and what the disk says. */
  begin(owner: FileOwner): Upload {
    const { folder, randomId } = this.#options;
    this.#makeRoom(owner, { files: 1, bytes: 0 });
    const writer = this.#openWriter(join(folder, `${randomId()}.part`));
    this.#shares.add(owner, { files: 1, bytes: 0 });
    let counted = 0;
    let open = true;
    const uncount = (): void => {
      if (!open) return;
      open = false;
      this.#bytes -= counted;
      this.#shares.add(owner, { files: -1, bytes: -counted });
    };
    return {
      write: (piece) => {
        this.#makeRoom(owner, { files: 0, bytes: piece.byteLength });
        writer.write(piece);
        this.#bytes += piece.byteLength;
        this.#shares.add(owner, { files: 0, bytes: piece.byteLength });
        counted += piece.byteLength;
      },
      get size() {
        return writer.size;
      },
      finish: (name, type) => {
        const hash = writer.finish((digest) => join(folder, digest));
        uncount();
        const clean = cleanFileName(name);
        const file: StoredFile = {
          ref: `${randomId()}/${clean}`,
          location: join(folder, hash),
          hash,
          name: clean,
          size: writer.size,
          type: shownType(writer.head, { name: clean, type: type.length > longestType ? unknownType : type }),
        };
        this.#add(file, owner);
        return file;
      },
      abort: () => {
        uncount();
        writer.abort();
      },
    };
  }

  /** Takes in a file that a function made, whose content already lies in the folder. */
  adopt(file: StoredFile): void {
    if (this.#kept.has(file.ref)) return;
    this.#add(file, null);
    // It is there already, so it is never refused; others make room for it.
    while (this.#isOver(0)) if (!this.#dropIdle(file.ref)) return;
  }

  /** The file behind a reference, which counts as a use; undefined for an unknown one. */
  find(reference: string): StoredFile | undefined {
    const kept = this.#kept.get(reference);
    if (kept === undefined) return undefined;
    kept.usedAt = this.#options.clock.now();
    if (kept.holders === 0) this.#mark(reference, kept, true);
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
      if ((kept.holders += 1) === 1) this.#mark(reference, kept, false);
      (held ??= new Set()).add(reference);
    }
    return held ?? noReferences;
  }

  /** Lets files go that `hold` gave. */
  letGo(references: Iterable<string>): void {
    for (const reference of references) {
      const kept = this.#kept.get(reference);
      if (kept !== undefined && (kept.holders -= 1) === 0) this.#mark(reference, kept, true);
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
    for (const idle of [this.#idleMade, this.#idleBrought]) {
      for (const reference of idle) {
        const kept = this.#kept.get(reference)!;
        if (kept.usedAt > limit) break;
        this.#drop(reference, kept);
      }
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

  #add(file: StoredFile, owner: FileOwner | null): void {
    const kept: Kept = { file, owner, holders: 0, owners: null, usedAt: this.#options.clock.now() };
    this.#kept.set(file.ref, kept);
    this.#options.onChange?.({ is: "kept", file, owners: null });
    if (owner !== null) this.#shares.add(owner, { files: 1, bytes: countedSize(file) });
    this.#mark(file.ref, kept, true);
    const content = this.#contents.get(file.hash);
    if (content !== undefined) {
      content.references.add(file.ref);
      return;
    }
    const { location, hash } = file;
    this.#contents.set(hash, { location, size: countedSize(file), references: new Set([file.ref]) });
    this.#bytes += countedSize(file);
  }

  #mark(reference: string, { owner }: Kept, idle: boolean): void {
    const all = owner === null ? this.#idleMade : this.#idleBrought;
    all.delete(reference);
    if (idle) all.add(reference);
    if (owner !== null) this.#shares.mark(owner, reference, idle);
  }

  #isOver(more: number): boolean {
    return this.#bytes + more > this.#options.quota || this.#kept.size >= mostReferences;
  }

  #makeRoom(owner: FileOwner, more: { readonly files: number; readonly bytes: number }): void {
    while (this.#shares.isFull(owner, more)) if (!this.#dropIdleOf(owner)) throw StoreFullError.ofOne();
    while (this.#isOver(more.bytes)) {
      if (this.#dropIdleOf(owner) || this.#dropIdle(null)) continue;
      throw StoreFullError.ofAll(this.#options.quota);
    }
  }

  #dropIdleOf(owner: FileOwner): boolean {
    const reference = this.#shares.idleOf(owner);
    if (reference !== undefined) this.#drop(reference, this.#kept.get(reference)!);
    return reference !== undefined;
  }

  /** Drops what a function made and nobody holds, else what was brought by who has more than others; spares one. */
  #dropIdle(spared: string | null): boolean {
    for (const reference of this.#idleMade) {
      if (reference === spared) continue;
      this.#drop(reference, this.#kept.get(reference)!);
      return true;
    }
    const lacking = this.#kept.size >= mostReferences ? "count" : "bytes";
    let looks = 0;
    for (const reference of this.#idleBrought) {
      const kept = this.#kept.get(reference)!;
      if (this.#shares.hasMuch(kept.owner!, lacking)) {
        this.#drop(reference, kept);
        return true;
      }
      if ((looks += 1) === mostLooks) break;
    }
    if (looks < mostLooks) return false;
    const reference = this.#shares.idleOfMuch(lacking);
    if (reference !== undefined) this.#drop(reference, this.#kept.get(reference)!);
    return reference !== undefined;
  }

  #drop(reference: string, kept: Kept): void {
    this.#mark(reference, kept, false);
    this.#kept.delete(reference);
    this.#options.onChange?.({ is: "dropped", ref: reference });
    if (kept.owner !== null) this.#shares.add(kept.owner, { files: -1, bytes: -countedSize(kept.file) });
    removeNamedPaths(this.#options.folder, reference);
    const content = this.#contents.get(kept.file.hash);
    if (content === undefined) return;
    content.references.delete(reference);
    if (content.references.size > 0) return;
    this.#contents.delete(kept.file.hash);
    this.#bytes -= content.size;
    rmSync(content.location, { force: true });
  }
}

// The longest unused goes first where it is found at once.
const mostLooks = 1000;

function countedSize({ size }: StoredFile): number {
  return Math.max(leastCounted, size);
}

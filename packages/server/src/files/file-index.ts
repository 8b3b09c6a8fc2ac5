import type { StoredFile } from "./stored-file.ts";

/** A file that a store keeps, and the users who may have it; null for everyone. */
export interface KnownFile {
  readonly file: StoredFile;
  readonly owners: readonly string[] | null;
}

/** What a store tells of one of its files. */
export type FileChange = ({ readonly is: "kept" } & KnownFile) | { readonly is: "dropped"; readonly ref: string };

/** The files of a store as it told of them: what outlives its thread, so that the next one knows them. */
export class FileIndex {
  readonly #known = new Map<string, KnownFile>();

  take(change: FileChange): void {
    if (change.is === "dropped") this.#known.delete(change.ref);
    else this.#known.set(change.file.ref, { file: change.file, owners: change.owners });
  }

  /** All of them, the oldest first. */
  all(): readonly KnownFile[] {
    return [...this.#known.values()];
  }
}

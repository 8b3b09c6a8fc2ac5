import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { KnownFile } from "./file-index.ts";
import { removeNamedPaths } from "./named-path.ts";
import type { FileStore } from "./store.ts";

const hashName = /^[0-9a-f]{64}$/;

/**
 * Gives a new store the files of the one before it, which ended with its thread: those that it had told of are known under
 * their references and count again; what else it left in its folder is removed. Files that a function is writing now stay.
 * `lost` is told of each reference whose content is gone.
 */
export function recoverFiles(
  store: FileStore,
  folder: string,
  known: readonly KnownFile[],
  lost: (reference: string) => void,
): void {
  for (const { file, owners } of known) {
    if (sizeOf(file.location) !== file.size) {
      removeNamedPaths(folder, file.ref);
      lost(file.ref);
      continue;
    }
    store.adopt(file);
    for (const owner of owners ?? []) store.give([file.ref], owner);
  }
  for (const name of namesIn(folder)) {
    const isContent = hashName.test(name);
    if (isContent ? !store.hasContent(name) : name.endsWith(".part")) rmSync(join(folder, name), { force: true });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function sizeOf(path: string): number | null {
  try {
    return statSync(path).size;
  } catch {
    return null;
  }
}

import { linkSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import type { StoredFile } from "./stored-file.ts";

// Who uploads without a name may tell another one in each call.
const mostNames = 20;

/**
 * A path of a stored file that ends as its name does: a link to its content, made when it is first asked for. Where no link
 * can be made it is the content's own path.
 */
export function namedPath({ location, ref, name }: StoredFile): string {
  const folder = folderOf(dirname(location), ref);
  const path = join(folder, name);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const names = readdirSync(folder);
    if (names.includes(name)) return path;
    if (names.length >= mostNames) return location;
    link(location, path);
    return path;
  } catch {
    return location;
  }
}

// A hard link is a file to all programs; not all file systems have them.
function link(location: string, path: string): void {
  try {
    linkSync(location, path);
  } catch {
    symlinkSync(location, path);
  }
}

/** Removes the links of a reference. */
export function removeNamedPaths(folder: string, ref: string): void {
  rmSync(folderOf(folder, ref), { recursive: true, force: true });
}

function folderOf(folder: string, ref: string): string {
  return join(folder, "named", ref.slice(0, ref.indexOf("/")));
}

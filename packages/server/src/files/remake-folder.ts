import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder anew that somebody removed, such as a cleaner of `/tmp`. Gives whether it was missing, so that what failed
 * with `error` for want of it may be tried again.
 */
export function remakeFolder(folder: string, error: unknown): boolean {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") return false;
  try {
    mkdirSync(dirname(folder), { recursive: true });
    // Not recursive: what somebody else has put in its place is not ours.
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch {
    return false;
  }
}

/** What tells a folder from another that is made later at the same path; null where there is none. */
export function folderMark(folder: string): string | null {
  try {
    const { ino, birthtimeMs } = statSync(folder);
    return `${ino} ${birthtimeMs}`;
  } catch {
    return null;
  }
}

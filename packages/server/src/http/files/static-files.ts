import { fstatSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { Context } from "hono";
import { getMimeType } from "hono/utils/mime";
import { openFile, sendFile } from "./file.ts";
import type { StalledAnswers } from "../../budgets/stalled-answers.ts";
import { withoutPrefix } from "../request/own-path.ts";

/**
 * Answers with a file of the folders in `launch({ staticFiles })`, as it is; null where none of them has it. Never leaves
 * a folder, neither by dots nor by links, and never shows a name that starts with a dot.
 */
export function serveStatic(
  context: Context,
  path: string,
  { folders, answers }: { readonly folders: Readonly<Record<string, string>>; readonly answers: StalledAnswers },
): Response | null {
  for (const [prefix, folder] of Object.entries(folders)) {
    const rest = withoutPrefix(path, prefix);
    const location = rest === null ? null : locate(folder, rest);
    const descriptor = location === null ? null : openFile(location);
    if (location === null || descriptor === null) continue;
    const { size, mtime, mtimeMs } = fstatSync(descriptor);
    const headers = new Headers({
      "content-type": getMimeType(location) ?? "application/octet-stream",
      "cache-control": "no-cache",
      "accept-ranges": "bytes",
      "last-modified": mtime.toUTCString(),
      "x-content-type-options": "nosniff",
      etag: `"${size.toString(36)}-${mtimeMs.toString(36)}"`,
    });
    return sendFile(context, { descriptor, headers, size, answers });
  }
  return null;
}

/** The real path of a file below a folder; null for what is no plain file inside it. */
function locate(folder: string, encoded: string): string | null {
  const names = decodeNames(encoded);
  if (names === null) return null;
  try {
    const real = realpathSync(join(folder, ...names));
    const below = real.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
    // A link inside the folder may have any name, so the names that are really there count, too.
    const hidden = real
      .slice(folder.length)
      .split(sep)
      .some((name) => name.startsWith("."));
    // Only a plain file: opening a pipe would wait for ever.
    return below && !hidden && statSync(real).isFile() ? real : null;
  } catch {
    return null;
  }
}

/** The names in a path, a folder's page for a slash at the end; null for names that no file may be asked by. */
function decodeNames(encoded: string): string[] | null {
  try {
    const names = encoded.slice(1).split("/").map(decodeURIComponent);
    if (names.at(-1) === "") names[names.length - 1] = "index.html";
    return names.every((name) => name !== "" && !/^\.|[/\\\0:]/.test(name)) ? names : null;
  } catch {
    return null;
  }
}

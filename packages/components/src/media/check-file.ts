import { mediaHeadLength } from "./media-format.ts";

/** Why a chosen file is not taken, by its first bytes, as a sentence; null where it is. A file that cannot be read is taken. */
export async function checkFile(file: File, problemOf: (head: Uint8Array) => string | null): Promise<string | null> {
  try {
    const problem = problemOf(new Uint8Array(await file.slice(0, mediaHeadLength).arrayBuffer()));
    return problem === null ? null : `“${file.name}” ${problem}`;
  } catch {
    return null;
  }
}

import { mediaFamily, mediaFormat } from "./media-format.ts";

type Family = "audio" | "video";

/** Why a file with these first bytes is not taken, as the end of a sentence that begins with its name; null where it is. */
export function mediaProblem(head: Uint8Array, family: Family): string | null {
  const format = mediaFormat(head, family);
  const remedy = `choose a file of ${mediaExamples[family]}.`;
  if (format === null) return `is not ${mediaNouns[family]} of a known kind: ${remedy}`;
  const shown = mediaFamily(format.type);
  if (shown === family || (shown === "video" && family === "audio")) return null;
  return `is ${shown === "image" ? "a picture" : "a sound"} (${format.name}) and not ${mediaNouns[family]}: ${remedy}`;
}

/** The two families as sentences name them. */
export const mediaNouns = { audio: "a sound", video: "a video" } as const;

/** What to choose instead. */
export const mediaExamples = { audio: "WAV, MP3, FLAC, Ogg or M4A", video: "MP4, WebM or Ogg" } as const;

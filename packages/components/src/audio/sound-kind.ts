import { type MediaFormat, mediaFormat } from "../media/media-format.ts";
import { mediaProblem } from "../media/media-problem.ts";
import { waveFormat } from "./wave/wave-format.ts";
import { readWaveLayout } from "./wave/wave-layout.ts";

/** What the first bytes of a file tell of a sound. */
interface SoundKind {
  /** As people call it, with an article where it is longer: "M4A", "a WAV file of GSM 6.10". */
  readonly name: string;
  /** Whether its samples are read: by this package, with audio-decode, or not at all. */
  readonly read: "itself" | "other" | "never";
}

const own: ReadonlySet<string> = new Set(["wav", "aiff", "mp3", "flac", "opus", "ogg"]);

/** Why a sound is not read that is `name`, as the end of a sentence that begins with the file's. */
export function unreadSound(name: string): string {
  return `is ${name}, which cannot be read here: send WAV, MP3, FLAC, Ogg, AIFF or WebM of Opus.`;
}

/**
 * Why a file with these first bytes is not taken for a sound, as the end of a sentence that begins with its name; null
 * where it is, as far as they tell. `reads` says what becomes of it: it is handed on, or its samples are read, of the kinds
 * that are known, or of more.
 */
export function soundProblem(head: Uint8Array, reads: "file" | "known" | "more"): string | null {
  const problem = mediaProblem(head, "audio");
  if (problem !== null || reads === "file") return problem;
  const kind = soundKind(head);
  const unread = kind !== null && (kind.read === "never" || (kind.read === "other" && reads === "known"));
  return unread ? unreadSound(kind.name) : null;
}

/** What a file is whose first bytes these are, and whether its samples are read; null for no sound that is known. */
function soundKind(head: Uint8Array): SoundKind | null {
  const format = mediaFormat(head, "audio");
  if (format === null || format.type.startsWith("image/")) return null;
  if (format.ending === "wav") return waveKind(head);
  if (own.has(format.ending)) return { name: format.name, read: "itself" };
  if (format.ending === "webm" || format.ending.startsWith("mk")) return matroskaKind(head, format);
  return { name: format.name, read: others.has(format.ending) ? "other" : "never" };
}

// The format stands before the samples, and nearly always at the front.
function waveKind(head: Uint8Array): SoundKind {
  const layout = readWaveLayout(head);
  const format = layout === null ? null : waveFormat(layout);
  return format?.kind === "refused"
    ? { name: `a WAV file ${format.name}`, read: "never" }
    : { name: "WAV", read: "itself" };
}

function matroskaKind(head: Uint8Array, { name }: MediaFormat): SoundKind {
  const codec = /A_[A-Z0-9/_]{2,20}/.exec(String.fromCharCode(...head.subarray(0, 4096)))?.[0];
  return codec === undefined || codec === "A_OPUS"
    ? { name, read: "itself" }
    : { name: `${name} of ${codec.slice(2)}`, read: "other" };
}

const others: ReadonlySet<string> = new Set([
  "m4a",
  "mp4",
  "m4v",
  "mov",
  "3gp",
  "aac",
  "caf",
  "ac3",
  "amr",
  "wma",
  "wv",
  "tta",
]);

/** The name that audio-decode gives its decoder of a kind. */
export function otherDecoder(ending: string): string {
  if (ending === "mkv" || ending === "mka") return "mkv";
  return ["mp4", "m4v", "3gp"].includes(ending) ? "m4a" : ending;
}

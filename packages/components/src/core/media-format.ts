/** A kind of sound or video file: the ending of its name and its media type. */
export interface MediaFormat {
  readonly ending: string;
  readonly type: string;
}

/** Bytes that `mediaFormat` needs to see. */
export const mediaHeadLength = 16;

/**
 * The kind that the first bytes of a file show, whatever its name says; null for none that is known. `family` says what
 * is looked for, because some containers hold either.
 */
// Signatures: RIFF (WAVE, AVI), ID3v2 and MPEG-1/2 frame sync, Ogg (RFC 3533), FLAC (RFC 9639), ISO BMFF `ftyp`, EBML (RFC 8794).
export function mediaFormat(head: Uint8Array, family: "audio" | "video"): MediaFormat | null {
  const text = String.fromCharCode(...head.subarray(0, mediaHeadLength));
  if (text.slice(4, 8) === "ftyp") return family === "audio" ? as("m4a", "audio/mp4") : as("mp4", "video/mp4");
  if (text.startsWith("\u001aE\u00df\u00a3")) return as("webm", `${family}/webm`);
  if (text.startsWith("OggS")) return family === "audio" ? as("ogg", "audio/ogg") : as("ogv", "video/ogg");
  if (family === "video") return /^RIFF[^]{4}AVI /.test(text) ? as("avi", "video/x-msvideo") : null;
  if (/^RIF[FX][^]{4}WAVE/.test(text)) return as("wav", "audio/wav");
  if (text.startsWith("fLaC")) return as("flac", "audio/flac");
  if (text.startsWith("ID3")) return as("mp3", "audio/mpeg");
  const [first = 0, second = 0] = head;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return null;
  // Layer 0 is none of MPEG audio's: ADTS uses it.
  return (second & 0x06) === 0 ? as("aac", "audio/aac") : as("mp3", "audio/mpeg");
}

function as(ending: string, type: string): MediaFormat {
  return { ending, type };
}

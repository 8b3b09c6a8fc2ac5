import type { MediaFamily, MediaFormat } from "./media-kind.ts";

/** The kind of a file of ISO boxes (MP4, QuickTime, HEIF) by its first ones; null for none. ISO/IEC 14496-12, 23008-12. */
export function isoFormat(head: Uint8Array, expected: MediaFamily | null): MediaFormat | null {
  const text = latin(head);
  const box = text.slice(4, 8);
  if (/^(?:moov|mdat|wide|free|skip|pnot)$/.test(box)) {
    return { name: "QuickTime", ending: "mov", type: "video/quicktime" };
  }
  if (box !== "ftyp") return null;
  const brand = text.slice(8, 12);
  const end = Math.min(text.length, 64, (head[2] ?? 0) * 256 + (head[3] ?? 0));
  const brands = text.slice(8, Math.max(12, end));
  if (/avi[fs]/.test(brands)) return { name: "AVIF", ending: "avif", type: "image/avif" };
  if (/^(?:hei[cxms]|hev[cx]|mif1|msf1)/.test(brand)) return { name: "HEIC", ending: "heic", type: "image/heic" };
  if (/^M4[ABP]/.test(brand)) return m4a;
  if (brand === "qt  ") return { name: "QuickTime", ending: "mov", type: "video/quicktime" };
  if (/^3g[p2e]/.test(brand)) {
    return isSound(text, expected)
      ? { name: "3GP", ending: "3gp", type: "audio/3gpp" }
      : { name: "3GP", ending: "3gp", type: "video/3gpp" };
  }
  if (brand.startsWith("M4V")) return { name: "MP4", ending: "m4v", type: "video/mp4" };
  return isSound(text, expected) ? m4a : { name: "MP4", ending: "mp4", type: "video/mp4" };
}

const m4a: MediaFormat = { name: "M4A", ending: "m4a", type: "audio/mp4" };

// The handler of a track says what it is; where it comes later, what was asked for decides.
function isSound(text: string, expected: MediaFamily | null): boolean {
  if (expected === "video" || /hdlr[^]{8}vide/.test(text)) return false;
  return expected === "audio" || /hdlr[^]{8}soun/.test(text);
}

/** The kind of a file that begins as EBML does (RFC 8794): Matroska or WebM (RFC 9559), by its first tracks. */
export function matroskaFormat(head: Uint8Array, expected: MediaFamily | null): MediaFormat {
  const text = latin(head);
  // TrackType (0x83) of one byte: 1 is video, 2 is sound. It follows the tracks' own mark.
  const tracks = text.slice(Math.max(0, text.indexOf("\u0016T\u00aek")));
  const seen = text.includes("\u0016T\u00aek");
  const pictures = seen && tracks.includes("\u0083\u0081\u0001");
  const sounds = seen && tracks.includes("\u0083\u0081\u0002");
  const sound = !pictures && (sounds || expected === "audio");
  const family = sound ? "audio" : "video";
  if (text.includes("webm")) return { name: "WebM", ending: "webm", type: `${family}/webm` };
  return { name: "Matroska", ending: sound ? "mka" : "mkv", type: `${family}/x-matroska` };
}

/** The kind of an Ogg file (RFC 3533, 5334), by the first packets of its streams. */
export function oggFormat(head: Uint8Array, expected: MediaFamily | null): MediaFormat {
  const text = latin(head);
  if (["\u0080theora", "BBCD\0", "OVP80"].some((start) => text.includes(start)))
    return { name: "Ogg", ending: "ogv", type: "video/ogg" };
  if (text.includes("OpusHead")) return { name: "Ogg", ending: "opus", type: "audio/ogg" };
  const known = ["\u0001vorbis", "\u007fFLAC", "Speex   "].some((start) => text.includes(start));
  const sound = known || expected !== "video";
  return sound ? { name: "Ogg", ending: "ogg", type: "audio/ogg" } : { name: "Ogg", ending: "ogv", type: "video/ogg" };
}

/** The kind of a file of Microsoft's ASF, by the types of its streams. */
export function windowsMediaFormat(head: Uint8Array, expected: MediaFamily | null): MediaFormat {
  const text = latin(head);
  const video = text.includes("\u00c0\u00ef\u0019\u00bc\u004d\u005b\u00cf\u0011");
  const sound = text.includes("\u0040\u009e\u0069\u00f8\u004d\u005b\u00cf\u0011") || expected === "audio";
  return video || !sound
    ? { name: "Windows Media", ending: "wmv", type: "video/x-ms-wmv" }
    : { name: "Windows Media", ending: "wma", type: "audio/x-ms-wma" };
}

/** Bytes as text, one character each. */
function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

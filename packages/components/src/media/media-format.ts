import { isoFormat, matroskaFormat, oggFormat, windowsMediaFormat } from "./container-format.ts";
import type { MediaFamily, MediaFormat } from "./media-kind.ts";
import { isMpegAudio } from "./mpeg-audio.ts";

export type { MediaFamily, MediaFormat } from "./media-kind.ts";

/** Bytes that `mediaFormat` looks at. */
export const mediaHeadLength = 4096;

/**
 * The kind that the first bytes of a file show, whatever its name says; null for none that is known. `expected` decides
 * where a container does not tell so early whether there are moving pictures in it.
 */
export function mediaFormat(head: Uint8Array, expected: MediaFamily | null = null): MediaFormat | null {
  const bytes = head.subarray(0, mediaHeadLength);
  const text = String.fromCharCode(...bytes.subarray(0, 16));
  const known = signatures.find(([parts]) => parts.every(([at, part]) => text.startsWith(part, at)));
  if (known !== undefined) return known[1];
  if (text.startsWith("OggS")) return oggFormat(bytes, expected);
  if (text.startsWith("\u001aE\u00df\u00a3")) return matroskaFormat(bytes, expected);
  if (text.startsWith("\u0030\u0026\u00b2\u0075\u008e\u0066\u00cf\u0011")) return windowsMediaFormat(bytes, expected);
  const iso = isoFormat(bytes, expected);
  if (iso !== null) return iso;
  if (isTransportStream(bytes)) return format("MPEG-TS", "ts", "video/mp2t");
  return isMpegAudio(bytes) ? format("MP3", "mp3", "audio/mpeg") : null;
}

/** The family of a media type; null for all that is neither sound nor picture. */
export function mediaFamily(type: string): MediaFamily | null {
  const family = type.slice(0, type.indexOf("/"));
  return family === "audio" || family === "video" || family === "image" ? family : null;
}

function format(name: string, ending: string, type: string): MediaFormat {
  return { name, ending, type };
}

// Packets of 188 bytes that begin with 0x47 (ISO/IEC 13818-1).
function isTransportStream(bytes: Uint8Array): boolean {
  return bytes.length > 376 && bytes[0] === 0x47 && bytes[188] === 0x47 && bytes[376] === 0x47;
}

type Signature = readonly [parts: readonly (readonly [at: number, text: string])[], format: MediaFormat];

function starting(text: string, ...about: readonly [string, string, string]): Signature {
  return [[[0, text]], format(...about)];
}

function form(id: string, name: string, ...about: readonly [string, string, string]): Signature {
  return [
    [
      [0, id],
      [8, name],
    ],
    format(...about),
  ];
}

function bitmap(header: string): Signature {
  return [
    [
      [0, "BM"],
      [14, header],
      [15, "\0"],
    ],
    format("BMP", "bmp", "image/bmp"),
  ];
}

// PNG (RFC 2083), JPEG (ITU T.81), GIF89a, WebP (RFC 9649), TIFF 6.0, BMP by the sizes of its known headers, ICO, JPEG 2000
// and XL; RIFF, RF64 (EBU Tech 3306), AIFF, FLAC (RFC 9639), ID3v2, ADTS, CAF, AMR (RFC 4867), AU, MIDI, WavPack, Monkey's
// Audio, True Audio, Wave64; FLV and MPEG program streams.
const signatures: readonly Signature[] = [
  starting("\u0089PNG\r\n\u001a\n", "PNG", "png", "image/png"),
  starting("\u00ff\u00d8\u00ff", "JPEG", "jpeg", "image/jpeg"),
  starting("GIF87a", "GIF", "gif", "image/gif"),
  starting("GIF89a", "GIF", "gif", "image/gif"),
  form("RIFF", "WEBP", "WebP", "webp", "image/webp"),
  starting("II*\0", "TIFF", "tiff", "image/tiff"),
  starting("MM\0*", "TIFF", "tiff", "image/tiff"),
  ...["\u000c", "\u0028", "\u0034", "\u0038", "\u0040", "\u006c", "\u007c"].map(bitmap),
  starting("\0\0\u0001\0\u0001\0", "ICO", "ico", "image/x-icon"),
  starting("\0\0\u0001\0\u0002\0", "ICO", "ico", "image/x-icon"),
  starting("\0\0\u0001\0\u0003\0", "ICO", "ico", "image/x-icon"),
  starting("\0\0\u0001\0\u0004\0", "ICO", "ico", "image/x-icon"),
  starting("\0\0\0\u000cjP  \r\n\u0087\n", "JPEG 2000", "jp2", "image/jp2"),
  starting("\u00ff\u004f\u00ff\u0051", "JPEG 2000", "jp2", "image/jp2"),
  starting("\0\0\0\u000cJXL \r\n\u0087\n", "JPEG XL", "jxl", "image/jxl"),
  ...["RIFF", "RIFX", "RF64", "BW64"].map((id) => form(id, "WAVE", "WAV", "wav", "audio/wav")),
  form("RIFF", "AVI ", "AVI", "avi", "video/x-msvideo"),
  form("FORM", "AIFF", "AIFF", "aiff", "audio/aiff"),
  form("FORM", "AIFC", "AIFF", "aiff", "audio/aiff"),
  starting("fLaC", "FLAC", "flac", "audio/flac"),
  ...["\u0002", "\u0003", "\u0004"].map((version) => starting(`ID3${version}`, "MP3", "mp3", "audio/mpeg")),
  // The layer of MPEG's own sounds is never 0.
  ...["\u00f0", "\u00f1", "\u00f8", "\u00f9"].map((kind) => starting(`\u00ff${kind}`, "AAC", "aac", "audio/aac")),
  starting("caff\0\u0001", "CAF", "caf", "audio/x-caf"),
  starting("#!AMR", "AMR", "amr", "audio/amr"),
  starting(".snd\0", "AU", "au", "audio/basic"),
  starting("MThd\0\0\0\u0006", "MIDI", "mid", "audio/midi"),
  starting("wvpk", "WavPack", "wv", "audio/x-wavpack"),
  starting("MAC ", "Monkey's Audio", "ape", "audio/x-ape"),
  starting("TTA1", "True Audio", "tta", "audio/x-tta"),
  starting("riff\u002e\u0091\u00cf\u0011", "Wave64", "w64", "audio/x-w64"),
  starting("\u000b\u0077", "AC-3", "ac3", "audio/ac3"),
  starting("FLV\u0001", "FLV", "flv", "video/x-flv"),
  starting("\0\0\u0001\u00ba", "MPEG", "mpg", "video/mpeg"),
  starting("\0\0\u0001\u00b3", "MPEG", "mpg", "video/mpeg"),
];

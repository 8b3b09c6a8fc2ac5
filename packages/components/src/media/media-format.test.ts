import { expect, it } from "vitest";
import { type MediaFamily, mediaFormat } from "./media-format.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");
const zeros = (count: number): string => "\0".repeat(count);
// A frame of MPEG-1 layer III, 128 kbit/s at 44,100: 417 bytes.
const frame = `\u00ff\u00fb\u0090\u0000${zeros(413)}`;
const matroska = (doctype: string, tracks: string): string =>
  `\u001aE\u00df\u00a3B\u0082\u0084${doctype}\u0018S\u0080g\u00ec\u0090${zeros(16)}\u0016T\u00aek\u00a0${tracks}`;

it.each<[string, string, string | null, MediaFamily?]>([
  ["PNG", "\u0089PNG\r\n\u001a\n", "image/png"],
  ["JPEG", "\u00ff\u00d8\u00ff\u00e0", "image/jpeg"],
  ["GIF", "GIF89a", "image/gif"],
  ["WebP", "RIFF1234WEBPVP8 ", "image/webp"],
  ["TIFF", "II*\0", "image/tiff"],
  ["AVIF", "\0\0\0\u001cftypavif", "image/avif"],
  ["AVIF by a brand further on", "\0\0\0\u001cftypmif1\0\0\0\0avif", "image/avif"],
  ["HEIC", "\0\0\0\u001cftypheic", "image/heic"],
  ["BMP", `BM${zeros(12)}\u0028\0`, "image/bmp"],
  ["a text that begins with BM", "BMW is a maker of cars", null],
  ["ICO", `\0\0\u0001\0\u0001\0${zeros(16)}`, "image/x-icon"],
  ["JPEG 2000", "\0\0\0\u000cjP  \r\n\u0087\n", "image/jp2"],
  ["WAV", "RIFF1234WAVEfmt ", "audio/wav"],
  ["RF64", "RF64\u00ff\u00ff\u00ff\u00ffWAVEds64", "audio/wav"],
  ["RIFX", "RIFX1234WAVEfmt ", "audio/wav"],
  ["AIFF", "FORM1234AIFFCOMM", "audio/aiff"],
  ["FLAC", "fLaC", "audio/flac"],
  ["MP3 with ID3", "ID3\u0003\0", "audio/mpeg"],
  ["MP3 without", frame + frame, "audio/mpeg"],
  ["MP3 behind 1,000 zeros", zeros(1000) + frame + frame, "audio/mpeg"],
  ["zeros", zeros(5000), null],
  ["half a pair of frames", `${frame}hello, hello`, null],
  ["a text of UTF-16", "\u00ff\u00feh\0e\0l\0l\0o\0", null],
  ["AAC", "\u00ff\u00f1\u0050\u0080", "audio/aac"],
  ["CAF", "caff\0\u0001\0\0", "audio/x-caf"],
  ["AMR", "#!AMR\n", "audio/amr"],
  ["Ogg of Opus", `OggS${zeros(24)}OpusHead`, "audio/ogg"],
  ["Ogg of Vorbis", `OggS${zeros(24)}\u0001vorbis`, "audio/ogg", "video"],
  ["Ogg of Theora", `OggS${zeros(24)}\u0080theora`, "video/ogg", "audio"],
  ["WebM of sound", matroska("webm", "\u00ae\u0083\u0081\u0002"), "audio/webm", "video"],
  ["WebM of both", matroska("webm", "\u00ae\u0083\u0081\u0001\u00ae\u0083\u0081\u0002"), "video/webm", "audio"],
  ["WebM that tells later", "\u001aE\u00df\u00a3B\u0082\u0084webm", "audio/webm", "audio"],
  ["Matroska of sound", matroska("matroska", "\u00ae\u0083\u0081\u0002"), "audio/x-matroska"],
  ["Matroska of both", matroska("matroska", "\u00ae\u0083\u0081\u0001"), "video/x-matroska"],
  ["M4A", "\0\0\0\u001cftypM4A \0\0\0\0", "audio/mp4", "video"],
  ["MP4", "\0\0\0\u001cftypisom", "video/mp4"],
  ["MP4 as a sound", "\0\0\0\u001cftypisom", "audio/mp4", "audio"],
  ["MP4 with pictures as a sound", `\0\0\0\u001cftypisom${zeros(20)}hdlr${zeros(8)}vide`, "video/mp4", "audio"],
  ["MP4 with sound alone", `\0\0\0\u001cftypisom${zeros(20)}hdlr${zeros(8)}soun`, "audio/mp4"],
  ["M4V", "\0\0\0\u001cftypM4V \0\0\0\0", "video/mp4"],
  ["QuickTime", "\0\0\0\u0014ftypqt  ", "video/quicktime"],
  ["QuickTime of old", "\0\0\0\bwide\0\0\0\0mdat", "video/quicktime"],
  ["3GP", "\0\0\0\u0014ftyp3gp4", "video/3gpp"],
  ["AVI", "RIFF1234AVI LIST", "video/x-msvideo"],
  ["MPEG-TS", `G${zeros(187)}G${zeros(187)}G${zeros(187)}`, "video/mp2t"],
  ["FLV", "FLV\u0001\u0005", "video/x-flv"],
  ["MPEG", "\0\0\u0001\u00ba", "video/mpeg"],
  ["a text", "hello", null],
  ["nothing", "", null],
])("%s", (_kind, content, type, expected) => {
  expect(mediaFormat(bytes(content), expected)?.type ?? null).toBe(type);
});

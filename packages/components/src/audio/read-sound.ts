import { readFile, stat } from "node:fs/promises";
import { readAiff } from "./read-aiff.ts";
import type { Samples } from "./samples/samples.ts";
import { SoundError } from "./samples/sound-error.ts";
import { readWave } from "./wave/read-wave.ts";
import { otherDecoder } from "./sound-kind.ts";
import { type MediaFormat, mediaFormat } from "../media/media-format.ts";

/** A sound to read. */
export interface SoundTask {
  /** Where it lies. */
  readonly path: string;
  /** Bytes that its samples may have. */
  readonly unpacked: number;
}

const headsAndPictures = 32_000_000;

/**
 * The samples of a sound file, by what its bytes show. Decoders are loaded by the first file that needs them. Rejects with
 * a `SoundError` for what is damaged, of a kind that is not read, or too long.
 */
export async function readSound({ path, unpacked }: SoundTask): Promise<Samples> {
  // No kind takes more than twice what it unpacks to, which samples of 64 bits do: larger files are not even read.
  if ((await stat(path)).size > 2 * unpacked + headsAndPictures) throw new SoundError("large");
  const bytes = await readFile(path);
  const format = mediaFormat(bytes, "audio");
  if (format === null) throw new SoundError("damaged");
  switch (format.ending) {
    case "wav":
      return readWave(bytes, unpacked);
    case "aiff":
      return readAiff(bytes, unpacked);
    case "mp3":
      return (await import("./compressed/read-mp3.ts")).readMp3(bytes, unpacked);
    case "flac":
      return (await import("./compressed/read-flac.ts")).readFlac(bytes, unpacked);
    case "opus":
      return (await import("./compressed/read-opus.ts")).readOggOpus(bytes, unpacked);
    case "ogg":
      return readOgg(bytes, unpacked);
    case "webm":
    case "mka":
    case "mkv":
      return readMatroska(bytes, unpacked, format);
    default:
      return readByPackage(bytes, unpacked, format);
  }
}

async function readMatroska(bytes: Uint8Array, unpacked: number, format: MediaFormat): Promise<Samples> {
  const track = (await import("./compressed/webm-packets.ts")).readWebm(bytes);
  if (track.codec === "A_OPUS") return (await import("./compressed/read-opus.ts")).readWebmOpus(track, unpacked);
  return readByPackage(bytes, unpacked, { ...format, name: `${format.name} of ${track.codec.replace(/^A_/, "")}` });
}

async function readByPackage(bytes: Uint8Array, unpacked: number, { ending, name }: MediaFormat): Promise<Samples> {
  const { readOther } = await import("./compressed/read-other.ts");
  return readOther(bytes, unpacked, { decoder: otherDecoder(ending), name });
}

async function readOgg(bytes: Uint8Array, unpacked: number): Promise<Samples> {
  const head = String.fromCharCode(...bytes.subarray(0, 4096));
  if (head.includes("\u007fFLAC")) return (await import("./compressed/read-flac.ts")).readFlac(bytes, unpacked);
  if (head.includes("\u0001vorbis")) return (await import("./compressed/read-vorbis.ts")).readVorbis(bytes, unpacked);
  throw new SoundError("unread", head.includes("Speex   ") ? "Ogg of Speex" : "Ogg of an unknown kind");
}

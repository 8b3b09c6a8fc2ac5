import { MPEGDecoder } from "mpg123-decoder";
import { isMonoMpeg } from "../../media/mpeg-audio.ts";
import type { Samples } from "../samples/samples.ts";
import { DecodedPieces, inPieces } from "./decoded-pieces.ts";

/** The samples of MPEG audio of any layer. Throws a `SoundError` where there are none or too many. */
export async function readMp3(bytes: Uint8Array, unpacked: number): Promise<Samples> {
  const sound = bytes.subarray(tagLength(bytes));
  // The decoder makes two channels of one.
  const mono = isMonoMpeg(sound);
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    const pieces = new DecodedPieces(unpacked);
    for (const piece of inPieces(sound)) {
      const { sampleRate, channelData } = decoder.decode(piece);
      pieces.add({ sampleRate, channelData: mono ? channelData.slice(0, 1) : channelData });
    }
    return pieces.join();
  } finally {
    decoder.free();
  }
}

/** Bytes of the ID3v2 tag at the front (id3.org, 2.4.0 section 3.1): pictures and texts, which may look like sound. */
function tagLength(bytes: Uint8Array): number {
  if (bytes.length < 10 || String.fromCharCode(...bytes.subarray(0, 3)) !== "ID3") return 0;
  const size = bytes.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 127), 0);
  return Math.min(bytes.length, 10 + size + ((bytes[5]! & 0x10) === 0 ? 0 : 10));
}

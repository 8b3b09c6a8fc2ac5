import { OggVorbisDecoder } from "@wasm-audio-decoders/ogg-vorbis";
import type { Samples } from "../samples/samples.ts";
import { inWaveOrder } from "./channel-order.ts";
import { DecodedPieces, inPieces } from "./decoded-pieces.ts";

/** The samples of Vorbis in Ogg. Throws a `SoundError` where there are none or too many. */
export async function readVorbis(bytes: Uint8Array, unpacked: number): Promise<Samples> {
  const decoder = new OggVorbisDecoder();
  await decoder.ready;
  try {
    const pieces = new DecodedPieces(unpacked);
    for (const piece of inPieces(bytes)) pieces.add(await decoder.decode(piece));
    pieces.add(await decoder.flush());
    const samples = pieces.join();
    return { ...samples, channels: inWaveOrder(samples.channels) };
  } finally {
    decoder.free();
  }
}

import { FLACDecoder } from "@wasm-audio-decoders/flac";
import type { Samples } from "../samples/samples.ts";
import { DecodedPieces, inPieces } from "./decoded-pieces.ts";

/** The samples of FLAC, by itself or in Ogg. Throws a `SoundError` where there are none or too many. */
export async function readFlac(bytes: Uint8Array, unpacked: number): Promise<Samples> {
  const decoder = new FLACDecoder();
  await decoder.ready;
  try {
    const pieces = new DecodedPieces(unpacked);
    for (const piece of inPieces(bytes)) pieces.add(await decoder.decode(piece));
    pieces.add(await decoder.flush());
    return pieces.join();
  } finally {
    decoder.free();
  }
}

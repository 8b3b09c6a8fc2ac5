import type { Samples } from "../samples/samples.ts";
import { DecodedPieces, type DecodedPiece, inPieces } from "./decoded-pieces.ts";
import { SoundError } from "../samples/sound-error.ts";

type Decode = (piece?: Uint8Array) => Promise<DecodedPiece>;

/**
 * The samples of a kind that only the package audio-decode reads, where the developer installed it. `decoder` is its name
 * there. Throws a `SoundError` of "unread" without the package or its decoder.
 */
export async function readOther(
  bytes: Uint8Array,
  unpacked: number,
  { decoder, name }: { readonly decoder: string; readonly name: string },
): Promise<Samples> {
  const { default: decoders } = await import("audio-decode").catch((cause: unknown) => {
    throw new SoundError("unread", name, { cause });
  });
  const open = (decoders as unknown as Readonly<Record<string, (() => Promise<Decode>) | undefined>>)[decoder];
  if (open === undefined) throw new SoundError("unread", name);
  const decode = await open();
  const pieces = new DecodedPieces(unpacked);
  for (const piece of inPieces(bytes)) pieces.add(await decode(piece));
  pieces.add(await decode());
  return pieces.join();
}

import { setImmediate } from "node:timers/promises";

/**
 * Makes colours (RGBA) of inks (CMYK), in place: without a profile as browsers and Pillow mix them, (1 - ink) × (1 - black).
 * Lets others work between pieces of a million pixels, which take some milliseconds each.
 */
export async function mixInks(pixels: Uint8Array): Promise<void> {
  for (let from = 0; from < pixels.length; from += piece) {
    mixPiece(pixels, from, Math.min(from + piece, pixels.length));
    // oxlint-disable-next-line no-await-in-loop -- one piece after the other
    if (from + piece < pixels.length) await setImmediate();
  }
}

/** Bytes of a million pixels. */
const piece = 4_000_000;

function mixPiece(pixels: Uint8Array, from: number, to: number): void {
  for (let at = from; at < to; at += 4) {
    const light = 255 - pixels[at + 3]!;
    for (let ink = at; ink < at + 3; ink++) pixels[ink] = Math.round(((255 - pixels[ink]!) * light) / 255);
    pixels[at + 3] = 255;
  }
}

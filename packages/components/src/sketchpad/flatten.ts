import { setImmediate } from "node:timers/promises";
import type { Picture } from "../image/picture.ts";

/**
 * Pictures laid over each other, the first at the bottom; rejects with a `TypeError` where they differ in size or there is
 * none. Lets others work between pieces of a million pixels, and rejects with the signal's reason once that is aborted. The formula is Porter and Duff's "over" for colours that are not premultiplied.
 */
export async function flatten(pictures: readonly Picture[], signal?: AbortSignal): Promise<Picture> {
  const [ground, ...above] = pictures;
  if (ground === undefined) throw new TypeError("there is no picture to lay down: draw something or choose a picture.");
  const { width, height } = ground;
  const data = new Uint8ClampedArray(ground.data);
  for (const layer of above) {
    if (layer.width !== width || layer.height !== height) {
      throw new TypeError(
        `a layer of ${layer.width}×${layer.height} does not fit on ${width}×${height}: send all layers in one size, or a composite.`,
      );
    }
    for (let from = 0; from < data.length; from += piece) {
      layOver(data, layer.data, from, Math.min(from + piece, data.length));
      // oxlint-disable-next-line no-await-in-loop -- one piece after the other
      if (from + piece < data.length) await setImmediate();
      signal?.throwIfAborted();
    }
  }
  return { width, height, data: new Uint8Array(data.buffer) };
}

const opaque = 255;
/** Bytes of a million pixels. */
const piece = 4_000_000;

function layOver(under: Uint8ClampedArray, over: Picture["data"], from: number, to: number): void {
  for (let at = from; at < to; at += 4) {
    const upper = over[at + 3]! / opaque;
    if (upper === 0) continue;
    const lower = (under[at + 3]! / opaque) * (1 - upper);
    const alpha = upper + lower;
    for (let channel = at; channel < at + 3; channel++) {
      under[channel] = (over[channel]! * upper + under[channel]! * lower) / alpha;
    }
    under[at + 3] = alpha * opaque;
  }
}

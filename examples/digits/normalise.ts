import sharp from "sharp";
import type { Picture } from "vitrine";

const side = 28;
const inner = 20;

/**
 * A drawing as the network knows digits, the way MNIST was made: cropped to the ink, the longer side scaled to 20 pixels,
 * laid into 28×28 with its centre of mass in the middle. 784 numbers from 0 (paper) to 1 (ink); all 0 for an empty drawing.
 */
export async function toNetworkInput(pixels: Picture): Promise<Float32Array> {
  const ink = inkOf(pixels);
  const box = boxOf(ink, pixels.width);
  if (box === null) return new Float32Array(side * side);
  const scale = inner / Math.max(box.width, box.height);
  const width = Math.max(1, Math.round(box.width * scale));
  const height = Math.max(1, Math.round(box.height * scale));
  const small = await sharp(ink, { raw: { width: pixels.width, height: pixels.height, channels: 1 } })
    .extract(box)
    .resize(width, height, { fit: "fill" })
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  return centred(small, width, height);
}

/** How much ink each pixel carries, 0 to 255. A drawing lies on a transparent ground; a picture has a ground of its own. */
function inkOf({ width, height, data }: Picture): Uint8Array {
  const ink = new Uint8Array(width * height);
  const light = (at: number) => 0.299 * data[at * 4]! + 0.587 * data[at * 4 + 1]! + 0.114 * data[at * 4 + 2]!;
  const counts = new Uint32Array(256);
  let [darkest, lightest, opaque] = [255, 0, 0];
  for (let at = 0; at < ink.length; at++) {
    if (data[at * 4 + 3]! < 200) continue;
    const value = Math.round(light(at));
    counts[value]!++;
    opaque++;
    darkest = Math.min(darkest, value);
    lightest = Math.max(lightest, value);
  }
  const isPicture = lightest - darkest > 64;
  const ground = isPicture ? median(counts, opaque) : 0;
  const reach = Math.max(lightest - ground, ground - darkest);
  for (let at = 0; at < ink.length; at++) {
    const alpha = data[at * 4 + 3]!;
    ink[at] = isPicture ? Math.min(alpha, (Math.abs(light(at) - ground) * 255) / reach) : alpha;
  }
  return ink;
}

function median(counts: Uint32Array, total: number): number {
  let seen = 0;
  return counts.findIndex((count) => (seen += count) * 2 >= total);
}

function boxOf(ink: Uint8Array, width: number) {
  const faint = 40;
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  for (let at = 0; at < ink.length; at++) {
    if (ink[at]! < faint) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

function centred(ink: Uint8Array, width: number, height: number): Float32Array {
  let [mass, sumX, sumY] = [0, 0, 0];
  ink.forEach((value, at) => {
    mass += value;
    sumX += value * (at % width);
    sumY += value * Math.floor(at / width);
  });
  const shift = (centre: number, size: number) =>
    Math.min(side - size, Math.max(0, Math.round(side / 2 - 0.5 - centre)));
  const [left, top] = [shift(sumX / mass, width), shift(sumY / mass, height)];
  const image = new Float32Array(side * side);
  ink.forEach((value, at) => {
    image[(top + Math.floor(at / width)) * side + left + (at % width)] = value / 255;
  });
  return image;
}

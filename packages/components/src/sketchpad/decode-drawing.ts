import type { FileData } from "@vitrine/protocol";
import type { ConversionContext } from "../core/files.ts";
import { decodePicture, measurePicture } from "../image/image.codec.ts";
import type { Picture } from "../image/picture.ts";
import { flatten } from "./flatten.ts";
import type { EditorData, Layers } from "./layers.ts";

/** How many pictures of the largest size the parts of one drawing may be together. */
const largestPictures = 2;

/** The parts of a drawing, decoded. Rejects with a `TypeError` for parts that are too large together. */
export async function decodeLayers(sent: EditorData, context: ConversionContext): Promise<Layers> {
  const { background, layers, composite } = sent;
  const decoded = await decodeAll([background, ...layers, composite], context);
  const ground = decoded[0] ?? null;
  const upper = decoded.slice(1, -1).filter((layer) => layer !== null);
  const whole = decoded.at(-1) ?? (await flatten(ground === null ? upper : [ground, ...upper], context.signal));
  return { background: ground, layers: upper, composite: whole };
}

/** A drawing as one picture. */
export async function decodeComposite(sent: EditorData, context: ConversionContext): Promise<Picture> {
  const [composite] = await decodeAll([sent.composite], context);
  return composite ?? (await decodeLayers(sent, context)).composite;
}

/** Each file is decoded once, one after the other, so that a call never holds more decoders than one. */
async function decodeAll(sent: readonly (FileData | null)[], context: ConversionContext): Promise<(Picture | null)[]> {
  const { files, limits } = context;
  const received = sent.map((file) => file && files.receive(file));
  const sizes = new Map<string, number>();
  const most = largestPictures * limits.imagePixels;
  let pixels = 0;
  for (const file of received) {
    if (file === null) continue;
    if (!sizes.has(file.path)) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { width, height } = await measurePicture(file, limits);
      sizes.set(file.path, width * height);
    }
    pixels += sizes.get(file.path)!;
    if (pixels > most) {
      throw new TypeError(
        `the parts of the drawing hold more than ${most / 1e6} megapixels together: send fewer or smaller layers, or a composite alone.`,
      );
    }
  }
  const pictures = new Map<string, Picture>();
  const decoded: (Picture | null)[] = [];
  for (const file of received) {
    const known = file && pictures.get(file.path);
    // A copy, so that who paints on one layer does not paint on another.
    if (known) decoded.push({ ...known, data: known.data.slice() });
    else {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const picture = file && (await decodePicture(file, context));
      if (file && picture) pictures.set(file.path, picture);
      decoded.push(picture);
    }
  }
  return decoded;
}

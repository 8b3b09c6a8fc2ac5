import type { default as sharpType, Sharp } from "sharp";
import { contentPath } from "../media/content-path.ts";
import type { DecodeContext, DecodeLimits } from "../core/files.ts";
import { mediaHeadLength } from "../media/media-format.ts";
import { readHead } from "../media/read-head.ts";
import { Turns } from "../tasks/turns.ts";
import { bitmapSize, type PictureSize } from "./bitmap-size.ts";
import { mixInks } from "./mix-inks.ts";
import { pictureFormat } from "./picture-format.ts";
import { pictureProblem } from "./picture-problem.ts";
import type { GivenPicture, Picture } from "./picture.ts";
import { type PngPlan, planPng } from "./png-plan.ts";

/** The formats in which pixels are sent. */
export type EncodedFormat = "png" | "jpeg" | "webp";

/** A file to decode. */
export interface PictureFile {
  /** Its own name, for messages. */
  readonly name: string;
  /** Where it lies. */
  readonly path: string;
}

/** sharp is loaded by the first picture, so that an app without pictures never pays for it. */
async function loadSharp(): Promise<typeof sharpType> {
  return (await import("sharp")).default;
}

// pages: 1, so that an animation of any length costs one frame.
const firstPage = { pages: 1, failOn: "error", limitInputPixels: false } as const;

/**
 * The size of a picture by its header, nothing decoded. Throws a `TypeError` for what is no picture, whatever its name says,
 * for one that nobody here reads, and for one of more pixels than the limit.
 */
export async function measurePicture(file: PictureFile, limits: DecodeLimits): Promise<PictureSize> {
  await headOf(file, "pixels");
  return limited(file, await sizeOf(file), limits);
}

/** Throws as `measurePicture` does, but takes kinds that nobody here reads, too: they are handed on. */
export async function checkPictureFile(file: PictureFile, limits: DecodeLimits): Promise<void> {
  const head = await headOf(file, "file");
  const size = pictureFormat(head) === null ? bitmapSize(head) : await sizeOf(file);
  if (size !== null) limited(file, size, limits);
}

async function headOf(file: PictureFile, reads: "pixels" | "file"): Promise<Uint8Array> {
  const head = (await readHead(contentPath(file), mediaHeadLength)) ?? new Uint8Array();
  const problem = pictureProblem(head, reads);
  if (problem === null) return head;
  throw new TypeError(`“${file.name}” ${problem}`);
}

function limited(file: PictureFile, size: PictureSize, limits: DecodeLimits): PictureSize {
  if (size.width * size.height <= limits.imagePixels) return size;
  const megapixels = limits.imagePixels / 1e6;
  const most = megapixels < 0.1 ? `${limits.imagePixels} pixels` : `${Number(megapixels.toFixed(1))} megapixels`;
  throw new TypeError(
    `“${file.name}” is too large: ${size.width}×${size.height} pixels, at most ${most} are allowed. Choose a smaller picture.`,
  );
}

async function sizeOf(file: PictureFile): Promise<PictureSize> {
  const sharp = await loadSharp();
  const { width, height } = await sharp(contentPath(file), firstPage)
    .metadata()
    .catch((cause: unknown) => {
      throw damaged(file, cause);
    });
  return { width, height };
}

/**
 * The pixels of a picture: first frame, turned as its EXIF orientation says, sRGB. Throws a `TypeError` as
 * `measurePicture` does, and for a file that is damaged.
 */
export async function decodePicture(file: PictureFile, context: DecodeContext): Promise<Picture> {
  const { width, height } = await measurePicture(file, context.limits);
  if (width * height <= smallPicture) return decode(file);
  return largePictures.run(() => decode(file), context);
}

// Large pictures keep threads busy that reading files and the network's names need, too: two of four are left to them.
const largePictures = new Turns(2);
const smallPicture = 1_000_000;

async function decode(file: PictureFile): Promise<Picture> {
  const sharp = await loadSharp();
  try {
    const image = sharp(contentPath(file), firstPage);
    const { space, hasProfile } = await image.metadata();
    image.rotate();
    const inks = space === "cmyk" && !hasProfile;
    if (!inks) image.toColourspace("srgb").ensureAlpha();
    else image.pipelineColourspace("cmyk").toColourspace("cmyk");
    const { data, info } = await image.raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
    const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    if (inks) await mixInks(pixels);
    return { width: info.width, height: info.height, data: pixels };
  } catch (cause) {
    throw damaged(file, cause);
  }
}

/** A picture as a file's bytes. JPEG has no transparency: what lies under it is white. */
export async function encodePicture(picture: GivenPicture, format: EncodedFormat): Promise<Uint8Array> {
  const { width, height, channels, data } = picture;
  const sharp = await loadSharp();
  const image = sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
  if (format === "jpeg") image.flatten({ background: "white" });
  const bytes = await (format === "png" ? writePng(image, planPng(picture)) : image.toFormat(format)).toBuffer();
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

// With filters the fastest level packs pictures tighter than the default without them, in half the time.
function writePng(image: Sharp, { opaque, stored }: PngPlan): Sharp {
  if (opaque) image.removeAlpha();
  return stored ? image.png({ compressionLevel: 0 }) : image.png({ compressionLevel: 1, adaptiveFiltering: true });
}

function damaged({ name }: PictureFile, cause: unknown): TypeError {
  return new TypeError(`“${name}” cannot be read as a picture, it may be damaged: choose another file.`, { cause });
}

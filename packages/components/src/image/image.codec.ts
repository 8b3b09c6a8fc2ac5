import type { default as sharpType, Sharp } from "sharp";
import { contentPath } from "../core/content-path.ts";
import type { DecodeLimits } from "../core/files.ts";
import { readHead } from "../core/read-head.ts";
import { pictureFormat, signatureLength } from "./picture-format.ts";
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

/** Width and height of a stored picture, in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** sharp is loaded by the first picture, so that an app without pictures never pays for it. */
async function loadSharp(): Promise<typeof sharpType> {
  return (await import("sharp")).default;
}

// pages: 1, so that an animation of any length costs one frame.
const firstPage = { pages: 1, failOn: "error", limitInputPixels: false } as const;

/**
 * The size of a picture by its header, nothing decoded. Throws a `TypeError` for what is no picture, whatever its name
 * says, and for one of more pixels than the limit.
 */
export async function measurePicture(file: PictureFile, limits: DecodeLimits): Promise<PictureSize> {
  const head = await readHead(contentPath(file), signatureLength);
  if (head === null || pictureFormat(head) === null) {
    throw new TypeError(`“${file.name}” is not a picture: choose a PNG, JPEG, WebP, GIF, AVIF or TIFF file.`);
  }
  const sharp = await loadSharp();
  const { width, height } = await sharp(contentPath(file), firstPage)
    .metadata()
    .catch((cause: unknown) => {
      throw damaged(file, cause);
    });
  if (width * height > limits.imagePixels) {
    const megapixels = limits.imagePixels / 1e6;
    const most = megapixels < 0.1 ? `${limits.imagePixels} pixels` : `${Number(megapixels.toFixed(1))} megapixels`;
    throw new TypeError(
      `“${file.name}” is too large: ${width}×${height} pixels, at most ${most} are allowed. Choose a smaller picture.`,
    );
  }
  return { width, height };
}

/**
 * The pixels of a picture: first frame, turned as its EXIF orientation says, sRGB. Throws a `TypeError` as
 * `measurePicture` does, and for a file that is damaged.
 */
export async function decodePicture(file: PictureFile, limits: DecodeLimits): Promise<Picture> {
  await measurePicture(file, limits);
  const sharp = await loadSharp();
  const { data, info } = await sharp(contentPath(file), firstPage)
    .rotate()
    .toColourspace("srgb")
    .ensureAlpha()
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw damaged(file, cause);
    });
  return {
    width: info.width,
    height: info.height,
    data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
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

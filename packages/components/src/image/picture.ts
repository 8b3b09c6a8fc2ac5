import { types } from "node:util";
import { showGiven } from "../options/show-given.ts";

/** A picture in pixels, as a function receives it: RGBA, 8 bits each, row by row from the top left; not premultiplied. */
export interface Picture {
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** `width * height * 4` bytes. */
  readonly data: Uint8Array;
}

/** A picture in pixels, as a function may give it; the browser's `ImageData` is one. */
export interface PictureLike {
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** 4 bytes a pixel (RGBA), 3 (RGB) or 1 (grey). */
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** A copy of a picture that a function gave, with its bytes a pixel. */
export interface GivenPicture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  readonly data: Uint8Array;
}

/** Whether a value is meant as pixels, right or wrong. */
export function looksLikePicture(value: unknown): value is { width: unknown; height: unknown; data: unknown } {
  return typeof value === "object" && value !== null && "width" in value && "height" in value && "data" in value;
}

/** Checks and copies pixels; throws a `TypeError` that names the size, the length and the lengths that would do. */
export function readPicture(given: { width: unknown; height: unknown; data: unknown }): GivenPicture {
  const width = asSize("width", given.width);
  const height = asSize("height", given.height);
  const { data } = given;
  if (!types.isUint8Array(data) && !types.isUint8ClampedArray(data)) {
    throw new TypeError(
      `the picture's data is ${showGiven(data)}: give a Uint8Array of 0 to 255, such as Uint8ClampedArray.from(values, (value) => value * 255).`,
    );
  }
  const pixels = width * height;
  const channels = ([4, 3, 1] as const).find((count) => data.length === pixels * count);
  if (channels === undefined) {
    throw new TypeError(
      `a picture of ${width}×${height} has ${data.length} bytes: give ${pixels * 4} (RGBA), ${pixels * 3} (RGB) or ${pixels} (grey).`,
    );
  }
  return { width, height, channels, data: new Uint8Array(data) };
}

function asSize(side: string, value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) > 0) return value as number;
  throw new TypeError(`the picture's ${side} is ${showGiven(value)}: give a whole number of pixels from 1.`);
}

import { mediaFamily, mediaFormat } from "../media/media-format.ts";
import { pictureFormat } from "./picture-format.ts";

/** The kinds whose pixels are read, as a sentence lists them. */
const readKinds = "PNG, JPEG, WebP, GIF, AVIF or TIFF";

/** The media types whose pixels are read, as an `accept` attribute lists them. */
export const readTypes = "image/png,image/jpeg,image/webp,image/gif,image/avif,image/tiff";

/**
 * Why a file with these first bytes is not taken for a picture, as the end of a sentence that begins with its name; null
 * where it is. A picture that is only handed on may be of any kind that is known.
 */
export function pictureProblem(head: Uint8Array, reads: "pixels" | "file"): string | null {
  if (pictureFormat(head) !== null) return null;
  const format = mediaFormat(head, "image");
  if (format === null || mediaFamily(format.type) !== "image") {
    return `is not a picture: choose a ${readKinds} file.`;
  }
  return reads === "file" ? null : `is ${format.name}, which cannot be read here: choose a ${readKinds} file.`;
}

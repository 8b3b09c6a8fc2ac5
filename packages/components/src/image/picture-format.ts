import { mediaFormat } from "../media/media-format.ts";

/** The kinds of pictures whose pixels are read: those that browsers show, and TIFF. */
const formats = ["png", "jpeg", "webp", "gif", "avif", "tiff"] as const;

/**
 * The format that the first bytes of a file show, whatever its name says; null for no picture that is read. SVG is none:
 * it is a program of drawing steps, whose cost its size does not tell.
 */
export function pictureFormat(head: Uint8Array): (typeof formats)[number] | null {
  const shown = mediaFormat(head, "image")?.ending;
  return formats.find((format) => format === shown) ?? null;
}

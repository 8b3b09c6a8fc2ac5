/** The kinds of pictures that are read: those that browsers show, and TIFF. */
export type PictureFormat = "png" | "jpeg" | "webp" | "gif" | "avif" | "tiff";

/** Bytes that `pictureFormat` needs to see. */
export const signatureLength = 16;

/**
 * The format that the first bytes of a file show, whatever its name says; null for no picture that is read. SVG is none:
 * it is a program of drawing steps, whose cost its size does not tell.
 */
// Signatures: PNG (RFC 2083), JPEG (ITU T.81), GIF89a, WebP (RFC 9649), AVIF (ISO/IEC 23000-22 brands), TIFF 6.0.
export function pictureFormat(head: Uint8Array): PictureFormat | null {
  const text = String.fromCharCode(...head.subarray(0, signatureLength));
  if (text.startsWith("\u0089PNG\r\n\u001a\n")) return "png";
  if (text.startsWith("\u00ff\u00d8\u00ff")) return "jpeg";
  if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) return "gif";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "webp";
  if (text.slice(4, 8) === "ftyp" && ["avif", "avis"].includes(text.slice(8, 12))) return "avif";
  if (text.startsWith("II*\u0000") || text.startsWith("MM\u0000*")) return "tiff";
  return null;
}

/** The media type of a format. */
export function mediaTypeOf(format: PictureFormat): string {
  return `image/${format}`;
}

/** Whether a file's name ends as the format's files do, so that its type is told rightly from the name. */
export function namedAs(name: string, format: PictureFormat): boolean {
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  if (format === "jpeg") return ending === "jpg" || ending === "jpeg";
  return format === "tiff" ? ending === "tif" || ending === "tiff" : ending === format;
}

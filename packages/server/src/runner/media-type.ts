const types: Readonly<Record<string, string>> = {
  txt: "text/plain",
  md: "text/markdown",
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  html: "text/html",
  json: "application/json",
  xml: "application/xml",
  pdf: "application/pdf",
  zip: "application/zip",
  gz: "application/gzip",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
  svg: "image/svg+xml",
  avif: "image/avif",
  wav: "audio/wav",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  flac: "audio/flac",
  mp4: "video/mp4",
  webm: "video/webm",
};

/** The type where nothing is known. */
export const unknownType = "application/octet-stream";

/** The media type that a file's name suggests. */
export function mediaTypeOf(name: string): string {
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return Object.hasOwn(types, extension) ? types[extension]! : unknownType;
}

/** The extension, with its dot, that suits a media type; "" where none is known. */
export function extensionOf(type: string): string {
  const plain = type.split(";", 1)[0]!.trim().toLowerCase();
  const found = Object.entries(types).find(([, known]) => known === plain);
  return found === undefined ? "" : `.${found[0]}`;
}

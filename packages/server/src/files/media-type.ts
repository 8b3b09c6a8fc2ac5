import { mediaFamily, mediaFormat } from "@vitrine/components/media-format";

const types: Readonly<Record<string, string>> = {
  txt: "text/plain",
  log: "text/plain",
  md: "text/markdown",
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  html: "text/html",
  htm: "text/html",
  css: "text/css",
  js: "text/javascript",
  mjs: "text/javascript",
  json: "application/json",
  jsonl: "application/jsonl",
  xml: "application/xml",
  yaml: "application/yaml",
  yml: "application/yaml",
  pdf: "application/pdf",
  zip: "application/zip",
  gz: "application/gzip",
  tar: "application/x-tar",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  parquet: "application/vnd.apache.parquet",
  wasm: "application/wasm",
  onnx: "application/onnx",
  glb: "model/gltf-binary",
  gltf: "model/gltf+json",
  stl: "model/stl",
  obj: "model/obj",
  srt: "application/x-subrip",
  vtt: "text/vtt",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
  svg: "image/svg+xml",
  avif: "image/avif",
  heic: "image/heic",
  tif: "image/tiff",
  tiff: "image/tiff",
  bmp: "image/bmp",
  ico: "image/x-icon",
  wav: "audio/wav",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  oga: "audio/ogg",
  opus: "audio/ogg",
  flac: "audio/flac",
  m4a: "audio/mp4",
  aac: "audio/aac",
  aif: "audio/aiff",
  aiff: "audio/aiff",
  caf: "audio/x-caf",
  weba: "audio/webm",
  mka: "audio/x-matroska",
  wma: "audio/x-ms-wma",
  amr: "audio/amr",
  mid: "audio/midi",
  midi: "audio/midi",
  mp4: "video/mp4",
  m4v: "video/mp4",
  webm: "video/webm",
  ogv: "video/ogg",
  mov: "video/quicktime",
  mkv: "video/x-matroska",
  avi: "video/x-msvideo",
  wmv: "video/x-ms-wmv",
  flv: "video/x-flv",
  mpg: "video/mpeg",
  mpeg: "video/mpeg",
  ts: "video/mp2t",
};

/** The type where nothing is known. */
export const unknownType = "application/octet-stream";

/** The media type that a file's name suggests. */
export function mediaTypeOf(name: string): string {
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return Object.hasOwn(types, extension) ? types[extension]! : unknownType;
}

/** The ending, with its dot, of a file of a kind: what its first bytes show, else what suits its media type. */
export function endingOf(type: string, head: Uint8Array): string {
  const bare = bareType(type);
  const shown = mediaFormat(head, mediaFamily(bare));
  if (shown !== null) return `.${shown.ending}`;
  const found = Object.entries(types).find(([, known]) => known === bare);
  return found === undefined ? ".bin" : `.${found[0]}`;
}

/**
 * The media type of a file: what its first bytes show of a sound, a picture or a PDF; else what its sender told; else what
 * its name suggests.
 */
export function shownType(head: Uint8Array, { name, type }: { readonly name: string; readonly type: string }): string {
  const bare = bareType(type);
  const told = bare === "" || bare === unknownType ? mediaTypeOf(name) : type;
  if (head[0] === 0x25 && Buffer.from(head.subarray(0, 5)).toString("latin1") === "%PDF-") return "application/pdf";
  return mediaFormat(head, mediaFamily(told.toLowerCase()))?.type ?? told;
}

function bareType(type: string): string {
  return type.split(";", 1)[0]!.trim().toLowerCase();
}

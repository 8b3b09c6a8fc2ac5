import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, sep } from "node:path";

/** One file of the page, with its compressed forms. */
export interface PageFile {
  readonly type: string;
  readonly etag: string;
  /** Whether its name says its content, so that it never changes. */
  readonly immutable: boolean;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly br: Uint8Array<ArrayBuffer> | null;
  readonly gzip: Uint8Array<ArrayBuffer> | null;
}

/** The built page, in memory: the threads that would read files are shared with whatever the functions do. */
export interface PageFiles {
  /** null where the page was not built. */
  readonly index: string | null;
  /** By path, without a slash in front. */
  readonly files: ReadonlyMap<string, PageFile>;
}

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
};

/** Reads the built page; an absent folder gives none. */
export function readPageFiles(folder: string): PageFiles {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const paths = names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).split(sep).filter(Boolean).join("/"));
  const present = new Set(paths);
  const files = new Map<string, PageFile>();
  for (const path of paths) {
    if (path.endsWith(".br") || path.endsWith(".gz") || path.endsWith(".map") || path === "index.html") continue;
    const plain = readBytes(join(folder, path));
    files.set(path, {
      type: types[extname(path)] ?? "application/octet-stream",
      etag: etagOf(plain),
      immutable: path.startsWith("assets/"),
      plain,
      br: present.has(`${path}.br`) ? readBytes(join(folder, `${path}.br`)) : null,
      gzip: present.has(`${path}.gz`) ? readBytes(join(folder, `${path}.gz`)) : null,
    });
  }
  return { index: present.has("index.html") ? readFileSync(join(folder, "index.html"), "utf8") : null, files };
}

/** A strong validator of some content. */
export function etagOf(content: Uint8Array | string): string {
  return `"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`;
}

function readBytes(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(path));
}

import type { Sendable } from "./find-files.ts";

/** The content of a file as a `Blob`. Rejects where a path leads to no file, or files cannot be read by path. */
export async function contentOf(
  file: Blob | Uint8Array | ArrayBuffer | string,
): Promise<{ readonly blob: Blob; readonly name: string }> {
  if (file instanceof Blob)
    return { blob: file, name: "name" in file && typeof file.name === "string" ? file.name : "file" };
  if (typeof file !== "string") return { blob: new Blob([file as BlobPart]), name: "file" };
  if (typeof document !== "undefined")
    throw new TypeError("A path can be uploaded in Node alone; give a File or a Blob.");
  // A name that a bundler for browsers does not follow.
  const files = "node:fs";
  const system = (await import(/* @vite-ignore */ files)) as { openAsBlob(path: string): Promise<Blob> };
  try {
    return { blob: await system.openAsBlob(file), name: file.split(/[/\\]/).at(-1) ?? "file" };
  } catch (error) {
    throw new TypeError(`The file ${JSON.stringify(file)} cannot be read; check its path.`, { cause: error });
  }
}

/** The same value with bytes as blobs, which are uploaded. */
export function withBlobs(value: unknown): Sendable {
  if (value instanceof ArrayBuffer) return new Blob([value]);
  if (ArrayBuffer.isView(value)) return new Blob([value as Uint8Array<ArrayBuffer>]);
  if (typeof value !== "object" || value === null || value instanceof Blob) return value as Sendable;
  if (Array.isArray(value)) return value.map(withBlobs);
  const { constructor } = value;
  if (constructor !== Object && constructor !== undefined) return value as Sendable;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withBlobs(part)]));
}

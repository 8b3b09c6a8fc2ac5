/**
 * A file on the wire, in the shape of Gradio's clients. `path` is a reference of 128 random bits and the file's name
 * (`<32 hex>/<name>`); it never names a place on the server.
 */
export interface FileData {
  readonly path: string;
  readonly url?: string | null;
  /** Bytes. */
  readonly size?: number | null;
  readonly orig_name?: string | null;
  readonly mime_type?: string | null;
  readonly is_stream?: boolean;
  readonly meta: { readonly _type: "gradio.FileData" };
}

/** The mark that tells a file from other JSON. */
export const fileMeta = { _type: "gradio.FileData" } as const;

/** Whether a value has the shape of a file; what it refers to is for the file store to say. */
export function isFileData(value: unknown): value is FileData {
  if (typeof value !== "object" || value === null) return false;
  const { path, meta } = value as Partial<FileData>;
  return typeof path === "string" && typeof meta === "object" && meta !== null && meta._type === fileMeta._type;
}

/** Where a file is served, relative to the app's root. */
export function filePath(file: FileData): string {
  return `gradio_api/file=${file.path.split("/").map(encodeURIComponent).join("/")}`;
}

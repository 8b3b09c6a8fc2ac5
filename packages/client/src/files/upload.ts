import { fileMeta, PendingFile, type FileData, type JsonValue } from "@vitrine/protocol";
import { isUnsentFile, type Sendable } from "./find-files.ts";

/** Where and as whom to upload. */
export interface UploadTarget {
  /** The app's root, ending in a slash. */
  readonly root: string;
  readonly session: string;
  readonly signal?: AbortSignal | undefined;
  /** What asks; the platform's where left out. */
  readonly fetch?: typeof fetch | undefined;
  /** Told bytes sent and bytes in all. Only where the platform has XMLHttpRequest. */
  readonly onProgress?: ((sent: number, total: number) => void) | undefined;
}

/** Uploads one file. Rejects with an `Error` whose message is for the visitor. */
export async function uploadFile(target: UploadTarget, file: Blob, name: string): Promise<FileData> {
  const form = new FormData();
  form.append("files", file, name);
  const { status, text } = await post(target, form);
  const answer = parse(text);
  if (status !== 200)
    throw new Error(detailOf(answer) ?? `${name} could not be uploaded (status ${status}). Try again.`);
  const path = Array.isArray(answer) ? answer[0] : undefined;
  if (typeof path !== "string")
    throw new Error(`${name} could not be uploaded: the server's answer holds no reference.`);
  return { path, size: file.size, orig_name: name, mime_type: file.type || null, meta: fileMeta };
}

// A drawing is made once, however often it is sent.
const made = new WeakMap<PendingFile, Promise<Blob>>();

function contentOf(file: Blob | PendingFile): Promise<Blob> {
  if (!(file instanceof PendingFile)) return Promise.resolve(file);
  const blob = made.get(file) ?? file.make();
  made.set(file, blob);
  return blob;
}

/** The same value with every file in it uploaded, one after the other. Progress is that of all files together. */
export async function uploadAll(target: UploadTarget, value: Sendable): Promise<JsonValue> {
  const files = new Map<Blob | PendingFile, FileData | null>();
  visit(value, (file) => files.set(file, null));
  const blobs = await Promise.all([...files.keys()].map(contentOf));
  const total = blobs.reduce((sum, blob) => sum + blob.size, 0);
  let before = 0;
  for (const [index, file] of [...files.keys()].entries()) {
    const blob = blobs[index] as Blob;
    const onProgress = (sent: number): void => target.onProgress?.(Math.min(before + sent, total), total);
    files.set(file, await uploadFile({ ...target, onProgress }, blob, nameOf(file)));
    before += blob.size;
  }
  return replace(value, (file) => files.get(file) as FileData);
}

function nameOf(file: Blob | PendingFile): string {
  return "name" in file && typeof file.name === "string" ? file.name : "file";
}

function visit(value: Sendable, found: (file: Blob | PendingFile) => void): void {
  if (isUnsentFile(value)) found(value);
  else if (typeof value === "object" && value !== null) for (const part of Object.values(value)) visit(part, found);
}

function replace(value: Sendable, by: (file: Blob | PendingFile) => FileData): JsonValue {
  if (isUnsentFile(value)) return by(value) as unknown as JsonValue;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((part: Sendable) => replace(part, by));
  return Object.fromEntries(Object.entries<Sendable>(value).map(([key, part]) => [key, replace(part, by)]));
}

function detailOf(answer: unknown): string | undefined {
  if (typeof answer !== "object" || answer === null || !("detail" in answer)) return undefined;
  return typeof answer.detail === "string" ? answer.detail : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function post(target: UploadTarget, form: FormData): Promise<{ status: number; text: string }> {
  const url = `${target.root}gradio_api/upload`;
  const headers = { "x-vitrine-session": target.session };
  if (target.fetch !== undefined || typeof XMLHttpRequest === "undefined") {
    const response = await (target.fetch ?? fetch)(url, {
      method: "POST",
      body: form,
      headers,
      signal: target.signal ?? null,
    });
    return { status: response.status, text: await response.text() };
  }
  return await new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) => target.onProgress?.(event.loaded, event.total));
    request.addEventListener("load", () => resolve({ status: request.status, text: request.responseText }));
    request.addEventListener("error", () =>
      reject(new Error("The upload was cut off. Check the connection and try again.")),
    );
    request.addEventListener("abort", () => reject(new DOMException("The upload was stopped.", "AbortError")));
    target.signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}

import { fileMeta, type FileData } from "@vitrine/protocol";
import type { ViewFiles } from "../../view.ts";

/** An upload that the test decides about. */
interface PendingUpload {
  readonly name: string;
  readonly size: number;
  isStopped(): boolean;
  progress(sent: number): void;
  arrive(): void;
  fail(message: string): void;
}

/** The page's side of files, in the test's hands: every upload waits until the test ends it. */
export interface TestFiles extends ViewFiles {
  readonly uploads: readonly PendingUpload[];
}

/** Makes one; what has arrived is served from memory. */
export function testFiles(limits: { readonly maxSize?: number; readonly maxCount?: number } = {}): TestFiles {
  const uploads: PendingUpload[] = [];
  const urls = new Map<string, string>();
  return {
    uploads,
    maxSize: limits.maxSize ?? null,
    maxCount: limits.maxCount ?? 20,
    url: (file) => file.url ?? urls.get(file.path) ?? "missing:",
    upload: (file, name, onProgress, signal) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
        uploads.push({
          name,
          size: file.size,
          isStopped: () => signal?.aborted ?? false,
          progress: (sent) => onProgress?.(sent, file.size),
          arrive() {
            const path = `${uploads.length}/${name}`;
            urls.set(path, URL.createObjectURL(file));
            resolve({ path, size: file.size, orig_name: name, mime_type: file.type, meta: fileMeta });
          },
          fail: (message) => reject(new Error(message)),
        });
      }),
  };
}

/** A file that the server holds, at an address of the test. */
export function heldFile(name: string, url = "data:,", size = 1024): FileData {
  return { path: `0/${name}`, url, size, orig_name: name, meta: fileMeta };
}

/** A file in memory. */
export function textFile(name: string, text = "a,b\n1,2\n"): File {
  return new File([text], name, { type: name.endsWith(".csv") ? "text/csv" : "text/plain" });
}

/** A picture of one colour. */
export async function pictureFile(name: string, color = "red", size = 8): Promise<File> {
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.fillStyle = color;
  context.fillRect(0, 0, size, size);
  return new File([await canvas.convertToBlob()], name, { type: "image/png" });
}

/** Drops files on an element, as a visitor's drag from the desktop ends. */
export function dropOn(target: Element, files: readonly File[]): void {
  for (const type of ["dragenter", "dragover", "drop"])
    target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer(files) }));
}

/** Pastes files into an element. */
export function pasteInto(target: Element, files: readonly File[]): void {
  target.dispatchEvent(
    new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: transfer(files) }),
  );
}

function transfer(files: readonly File[]): DataTransfer {
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  return data;
}

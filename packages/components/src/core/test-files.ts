import { createHash } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fileMeta, type FileData } from "@vitrine/protocol";
import type { ConversionContext, ReceivedFile } from "./files.ts";
import { serverFilePath } from "./server-file.ts";

/** A folder of files for tests, in the place of an app's store. */
export interface TestFiles {
  readonly context: ConversionContext;
  /** Puts a file there as if a visitor had sent it. */
  send(name: string, bytes: Uint8Array, type?: string): FileData;
  /** The content behind a reference. */
  read(file: unknown): Promise<Uint8Array>;
  remove(): Promise<void>;
}

/** Makes the folder. `imagePixels` is the limit of decoded pictures, in pixels. */
export async function createTestFiles(imagePixels = 40_000_000): Promise<TestFiles> {
  const folder = await mkdtemp(join(tmpdir(), "components-"));
  const stored = new Map<string, ReceivedFile>();

  function put(name: string, bytes: Uint8Array, type: string): FileData {
    const hash = createHash("sha256").update(bytes).digest("hex");
    const path = join(folder, hash);
    writeFileSync(path, bytes);
    const reference = `${String(stored.size).padStart(32, "0")}/${name}`;
    stored.set(reference, {
      name,
      size: bytes.length,
      type,
      path,
      bytes: () => readFile(path),
      text: () => readFile(path, "utf8"),
      stream: () => new Blob([new Uint8Array(bytes)]).stream(),
    });
    return { path: reference, size: bytes.length, orig_name: name, mime_type: type, meta: fileMeta };
  }

  function receive({ path }: FileData): ReceivedFile {
    const file = stored.get(path);
    if (file === undefined) throw new TypeError(`there is no file ${path}.`);
    return file;
  }

  async function give(value: unknown): Promise<FileData> {
    if (value instanceof Uint8Array) return put("file.bin", value, "application/octet-stream");
    if (value instanceof Blob) return put("file", new Uint8Array(await value.arrayBuffer()), value.type);
    const received = [...stored.values()].find((file) => file === value);
    const path = received?.path ?? serverFilePath(value) ?? (value instanceof URL ? fileURLToPath(value) : null);
    if (path === null || !statSync(path, { throwIfNoEntry: false })?.isFile()) {
      throw new TypeError(`${String(value)} is no file: use serverFile(path).`);
    }
    return put(received?.name ?? basename(path), readFileSync(path), received?.type ?? "");
  }

  return {
    context: {
      files: { receive, give, store: async (bytes, { name, type }) => put(name, bytes, type) },
      limits: { imagePixels, unpacked: 100_000_000 },
    },
    send: (name, bytes, type = "application/octet-stream") => put(name, bytes, type),
    read: (file) => receive(file as FileData).bytes(),
    remove: () => rm(folder, { recursive: true }),
  };
}

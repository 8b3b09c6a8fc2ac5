import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { type FileAccess, type ReceivedFile, serverFilePath } from "@vitrine/components";
import { type FileData, fileMeta } from "@vitrine/protocol";
import { cleanFileName } from "../files/file-name.ts";
import type { StoredFile } from "../files/stored-file.ts";
import { type Content, writeContent } from "./file-content.ts";
import { extensionOf, mediaTypeOf, unknownType } from "./media-type.ts";

/** What the access of one call to files is made of. */
export interface FileAccessOptions {
  /** The files that the call may read, by reference. */
  readonly files: Readonly<Record<string, StoredFile>>;
  /** Folder of the stored files. */
  readonly folder: string;
  /** Random hexadecimal digits, two a byte. */
  readonly randomHex: (bytes: number) => string;
  /** Is told of every file that was stored. */
  readonly collect: (file: StoredFile) => void;
}

/** A file that this process was handed by the gateway; JSON cannot make one. */
class Received implements ReceivedFile {
  readonly #file: StoredFile;

  constructor(file: StoredFile) {
    this.#file = file;
  }

  static storedIn(value: unknown): StoredFile | null {
    return typeof value === "object" && value !== null && #file in value ? value.#file : null;
  }

  get name(): string {
    return this.#file.name;
  }

  get size(): number {
    return this.#file.size;
  }

  get type(): string {
    return this.#file.type;
  }

  get path(): string {
    return this.#file.location;
  }

  bytes(): Promise<Uint8Array> {
    return readFile(this.#file.location);
  }

  stream(): ReadableStream<Uint8Array> {
    return Readable.toWeb(createReadStream(this.#file.location)) as ReadableStream<Uint8Array>;
  }
}

const referenceBytes = 16;
const remedy = "give bytes, a Blob, a received file, a file: URL or serverFile(path)";

/** What the components of one call may do with files. Content is stored under its hash in the folder. */
export function createFileAccess({ files, folder, randomHex, collect }: FileAccessOptions): FileAccess {
  const store = async (
    content: Content,
    about: { readonly name: string; readonly type: string },
  ): Promise<FileData> => {
    const written = await writeContent(content, folder, randomHex(referenceBytes));
    const name = cleanFileName(about.name);
    const file: StoredFile = { ...written, ref: `${randomHex(referenceBytes)}/${name}`, name, type: about.type };
    collect(file);
    return wireFile(file);
  };

  return {
    receive({ path }) {
      const file = Object.hasOwn(files, path) ? files[path] : undefined;
      if (file === undefined) throw new TypeError(`The file "${path}" is not on the server any more: upload it again.`);
      return new Received(file);
    },
    store: (bytes, about) => store({ bytes }, about),
    async give(value) {
      const received = Received.storedIn(value);
      if (received !== null) return store({ path: received.location }, received);
      if (value instanceof Uint8Array) return store({ bytes: value }, { name: "file.bin", type: unknownType });
      if (value instanceof Blob) return store(await blobContent(value), aboutBlob(value));
      const path = pathOf(value);
      const name = basename(path);
      await checkRegular(path);
      return store({ path }, { name, type: mediaTypeOf(name) });
    },
  };
}

/** The path behind what a function gave on purpose; a `TypeError` for all else. */
function pathOf(value: unknown): string {
  const chosen = serverFilePath(value);
  if (chosen !== null) return chosen;
  if (value instanceof URL) {
    if (value.protocol === "file:") return fileURLToPath(value);
    throw new TypeError(`${value.href} is no file of this machine: fetch it and give its bytes.`);
  }
  if (typeof value === "string") {
    throw new TypeError(
      `A string (${JSON.stringify(value.slice(0, 80))}) is never taken for a path, because a visitor could have written it: use serverFile(path) for a file of the server.`,
    );
  }
  throw new TypeError(`${value === null ? "null" : `A ${typeof value}`} is no file: ${remedy}.`);
}

async function checkRegular(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null)
    throw new TypeError(`There is no file ${path}: check the path, or that the file was written before.`);
  if (!found.isFile())
    throw new TypeError(`${path} is no regular file: give the path of a file, not of a folder or device.`);
}

async function blobContent(blob: Blob): Promise<Content> {
  return { bytes: new Uint8Array(await blob.arrayBuffer()) };
}

function aboutBlob(blob: Blob): { name: string; type: string } {
  const type = blob.type || unknownType;
  const name = "name" in blob && typeof blob.name === "string" ? blob.name : `file${extensionOf(type)}`;
  return { name, type: blob.type || mediaTypeOf(name) };
}

function wireFile({ ref, name, size, type }: StoredFile): FileData {
  return { path: ref, url: null, size, orig_name: name, mime_type: type, meta: fileMeta };
}

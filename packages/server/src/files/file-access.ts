import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import {
  contentLocation,
  type FileAccess,
  isBlob,
  isBytes,
  isUrl,
  type ReceivedFile,
  serverFilePath,
} from "@vitrine/components";
import { type FileData, fileMeta } from "@vitrine/protocol";
import { cleanFileName } from "./file-name.ts";
import { endingOf, shownType, unknownType } from "./media-type.ts";
import { namedPath } from "./named-path.ts";
import type { StoredFile } from "./stored-file.ts";
import { type Content, writeContent } from "./file-content.ts";

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
    return namedPath(this.#file);
  }

  get [contentLocation](): string {
    return this.#file.location;
  }

  bytes(): Promise<Uint8Array> {
    return readFile(this.#file.location);
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  stream(): ReadableStream<Uint8Array> {
    return Readable.toWeb(createReadStream(this.#file.location)) as ReadableStream<Uint8Array>;
  }
}

const referenceBytes = 16;
/** What is called after its kind. */
const unnamed = { name: "", type: unknownType };
const remedy = "give bytes, a Blob, a received file, a file: URL or serverFile(path)";

/** What the components of one call may do with files. Content is stored under its hash in the folder. */
export function createFileAccess({ files, folder, randomHex, collect }: FileAccessOptions): FileAccess {
  const store = async (
    content: Content,
    about: { readonly name: string; readonly type: string },
  ): Promise<FileData> => {
    const { head, ...written } = await writeContent(content, folder, randomHex(referenceBytes));
    const type = shownType(head, about);
    const name = cleanFileName(about.name === "" ? `file${endingOf(type, head)}` : about.name);
    const file: StoredFile = { ...written, ref: `${randomHex(referenceBytes)}/${name}`, name, type };
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
      if (received !== null) return store({ path: received.location }, { name: received.name, type: received.type });
      if (isBytes(value)) return store({ bytes: value }, unnamed);
      if (isBlob(value)) return store(await blobContent(value), aboutBlob(value));
      const path = pathOf(value);
      await checkRegular(path);
      return store({ path }, { name: basename(path), type: unknownType });
    },
  };
}

/** The path behind what a function gave on purpose; a `TypeError` for all else. */
function pathOf(value: unknown): string {
  const chosen = serverFilePath(value);
  if (chosen !== null) return chosen;
  if (isUrl(value)) {
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
  const name = "name" in blob && typeof blob.name === "string" ? blob.name : "";
  return { name, type: blob.type || unknownType };
}

function wireFile({ ref, name, size, type }: StoredFile): FileData {
  return { path: ref, url: null, size, orig_name: name, mime_type: type, meta: fileMeta };
}

import type { Readable } from "node:stream";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import type { Clock } from "../queue/clock.ts";
import { StoreFullError, type FileStore, type Upload } from "../files/store.ts";
import type { StoredFile } from "../files/stored-file.ts";

/** What uploads obey. */
export interface UploadOptions {
  readonly store: FileStore;
  readonly clock: Clock;
  /** Bytes of one file; null is no limit. */
  readonly maxFileSize: number | null;
  readonly filesPerRequest: number;
  readonly idleMs: number;
}

/** An upload that was refused: a status and a text for the visitor. */
export class UploadError extends Error {
  readonly status: 400 | 408 | 413 | 415 | 507;

  constructor(status: UploadError["status"], message: string) {
    super(message);
    this.name = "UploadError";
    this.status = status;
  }
}

// What the form's own text around the files may take.
const overhead = 1_048_576;
const leastProgress = 16_384;

/**
 * Streams the files of a form (field `files`) to the store, in their order. Throws an `UploadError`; then, as after a
 * broken connection, nothing of the request is left.
 */
export function receiveUpload(
  body: Readable,
  headers: Headers,
  options: UploadOptions,
): Promise<readonly StoredFile[]> {
  const type = headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type)) {
    throw new UploadError(415, "Send the files as multipart/form-data, in the field “files”.");
  }
  const { maxFileSize, filesPerRequest } = options;
  const most = maxFileSize === null ? null : maxFileSize * filesPerRequest + overhead;
  if (most !== null && Number(headers.get("content-length")) > most) throw tooLarge(maxFileSize);
  return new Form(body, type, options).finished;
}

function tooLarge(limit: number | null): UploadError {
  return new UploadError(413, `File size exceeded maximum allowed size of ${limit} bytes.`);
}

/** One request on its way in. */
class Form {
  readonly finished: Promise<readonly StoredFile[]>;
  readonly #options: UploadOptions;
  readonly #body: Readable;
  readonly #uploads: { upload: Upload; name: string; type: string; ended: boolean }[] = [];
  #settled = false;
  #fresh = 0;
  #resolve: (files: readonly StoredFile[]) => void = () => {};
  #reject: (error: Error) => void = () => {};
  #stopIdle: () => void = () => {};

  constructor(body: Readable, type: string, options: UploadOptions) {
    this.#body = body;
    this.#options = options;
    this.finished = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const parser = this.#parse(type);
    if (parser === null) return;
    body.on("data", (piece: Uint8Array) => this.#progress(piece.byteLength));
    body.on("error", () => this.#fail(new UploadError(400, "The upload broke off. Send it again.")));
    body.on("close", () => {
      if (!body.readableEnded) this.#fail(new UploadError(400, "The upload broke off. Send it again."));
    });
    this.#waitForMore();
    body.pipe(parser);
  }

  #parse(type: string): BusboyInstance | null {
    const { maxFileSize, filesPerRequest } = this.#options;
    try {
      const parser = new Busboy({
        headers: { "content-type": type },
        limits: {
          ...(maxFileSize === null ? {} : { fileSize: maxFileSize }),
          files: filesPerRequest,
          fields: 100,
          fieldSize: 65_536,
          parts: filesPerRequest + 100,
          headerSize: 16_384,
        },
        isPartAFile: (field, _type, name) => field === "files" || name !== undefined,
      });
      parser.on("file", (field, stream, name, _encoding, mime) => this.#file(field, stream, name, mime));
      parser.on("filesLimit", () =>
        this.#fail(
          new UploadError(413, `A request may carry at most ${filesPerRequest} files. Send the rest separately.`),
        ),
      );
      parser.on("partsLimit", () => this.#fail(new UploadError(400, "The form has too many parts.")));
      parser.on("error", () => this.#fail(new UploadError(400, "The form is broken. Send it again.")));
      parser.on("finish", () => this.#finish());
      return parser;
    } catch {
      this.#fail(new UploadError(400, "The form's boundary is missing or broken. Send it again."));
      return null;
    }
  }

  #file(field: string, stream: Readable & { truncated: boolean }, name: string | undefined, type: string): void {
    stream.on("error", () => this.#fail(new UploadError(400, "The form is broken. Send it again.")));
    if (field !== "files" || this.#settled) {
      stream.resume();
      return;
    }
    const entry = { upload: this.#options.store.begin(), name: name ?? "", type, ended: false };
    this.#uploads.push(entry);
    stream.on("limit", () => this.#fail(tooLarge(this.#options.maxFileSize)));
    stream.on("data", (piece: Buffer) => this.#write(entry.upload, piece));
    stream.on("end", () => {
      entry.ended = true;
    });
  }

  #write(upload: Upload, piece: Buffer): void {
    if (this.#settled) return;
    try {
      upload.write(piece);
    } catch (error) {
      const text =
        error instanceof StoreFullError ? error.message : "The server could not store the file. Try again later.";
      this.#fail(new UploadError(507, text));
    }
  }

  // A byte now and then is no progress: it would hold a connection and a file for ever.
  #progress(size: number): void {
    this.#fresh += size;
    if (this.#fresh < leastProgress) return;
    this.#fresh = 0;
    this.#waitForMore();
  }

  #waitForMore(): void {
    this.#stopIdle();
    if (this.#settled) return;
    const { clock, idleMs } = this.#options;
    const text = `Almost nothing of the upload came for ${Math.round(idleMs / 1000)} s. Send it again.`;
    this.#stopIdle = clock.after(idleMs, () => this.#fail(new UploadError(408, text)));
  }

  #finish(): void {
    if (this.#settled) return;
    if (this.#uploads.some(({ ended }) => !ended)) {
      return this.#fail(new UploadError(400, "The form ends within a file. Send it again."));
    }
    try {
      const files = this.#uploads.map(({ upload, name, type }) => upload.finish(name, type));
      this.#settled = true;
      this.#stopIdle();
      this.#resolve(files);
    } catch {
      this.#fail(new UploadError(507, "The server could not store the file. Try again later."));
    }
  }

  #fail(error: UploadError): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#stopIdle();
    for (const { upload } of this.#uploads) upload.abort();
    this.#body.unpipe();
    this.#body.pause();
    this.#reject(error);
  }
}

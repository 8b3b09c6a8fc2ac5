import type { Readable } from "node:stream";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import type { Clock } from "../../clock/clock.ts";
import type { ByteBudget } from "../../budgets/byte-budget.ts";
import type { FileOwner } from "../../files/file-shares.ts";
import { StoreFullError } from "../../files/store-full-error.ts";
import type { FileStore, Upload } from "../../files/store.ts";
import type { StoredFile } from "../../files/stored-file.ts";

/** What uploads obey. */
export interface UploadOptions {
  readonly store: FileStore;
  readonly clock: Clock;
  /** Bytes of one file; null is no limit. */
  readonly maxFileSize: number | null;
  readonly filesPerRequest: number;
  /** The longest time between two pieces of some size, and for the whole. */
  readonly idleMs: number;
  readonly uploadMs: number;
  /** Whose files they are. */
  readonly owner: FileOwner;
  /** What all bodies that are still arriving may take together; files count as soon as they are in the store. */
  readonly arriving: ByteBudget;
}

/** A form as it came, its files in the store. */
export interface ReceivedForm {
  readonly files: readonly { readonly field: string; readonly file: StoredFile }[];
  readonly texts: readonly { readonly field: string; readonly text: string }[];
}

/** Which parts of a form are wanted: files of which fields, and how many bytes of text in all. */
export interface FormParts {
  readonly wantsFiles: (field: string) => boolean;
  readonly textBytes: number;
}

/** An upload that was refused: a status and a text for the visitor. */
export class UploadError extends Error {
  readonly status: 400 | 408 | 413 | 415 | 503 | 507;

  constructor(status: UploadError["status"], message: string) {
    super(message);
    this.name = "UploadError";
    this.status = status;
  }
}

const leastProgress = 16_384;

/** The refusal of a file, or of files, beyond what one may have. */
export function tooLarge(limit: number | null): UploadError {
  return new UploadError(413, `File size exceeded maximum allowed size of ${limit} bytes.`);
}

/** One form on its way in. */
export class Form {
  readonly finished: Promise<ReceivedForm>;
  readonly #options: UploadOptions;
  readonly #body: Readable;
  readonly #parts: FormParts;
  readonly #uploads: { upload: Upload; field: string; name: string; type: string; ended: boolean }[] = [];
  readonly #texts: { field: string; text: string }[] = [];
  #textBytes = 0;
  #settled = false;
  #fresh = 0;
  #resolve: (form: ReceivedForm) => void = () => {};
  #reject: (error: Error) => void = () => {};
  #stopIdle: () => void = () => {};
  #stopWhole: () => void = () => {};
  /** Bytes that came and are in no file yet. */
  #loose = 0;

  constructor(body: Readable, type: string, options: UploadOptions, parts: FormParts) {
    this.#body = body;
    this.#parts = parts;
    this.#options = options;
    this.finished = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const parser = this.#parse(type);
    if (parser === null) return;
    const brokeOff = (): void => this.#fail(new UploadError(400, "The upload broke off. Send it again."));
    body.on(
      "data",
      this.#bounded((piece: Uint8Array) => this.#progress(piece.byteLength)),
    );
    body.on("error", brokeOff);
    body.on("close", () => {
      if (!body.readableEnded) brokeOff();
    });
    this.#waitForMore();
    const late = `The upload took longer than ${Math.round(options.uploadMs / 60_000)} min. Send less at once.`;
    this.#stopWhole = options.clock.after(options.uploadMs, () => this.#fail(new UploadError(408, late)));
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
          fieldSize: Math.max(65_536, this.#parts.textBytes),
          parts: filesPerRequest + 100,
          headerSize: 16_384,
        },
        isPartAFile: (field, _type, name) => name !== undefined || (field === "files" && this.#parts.textBytes === 0),
      });
      parser.on(
        "field",
        this.#bounded((field: string, text: string) => this.#text(field, text)),
      );
      parser.on(
        "file",
        this.#bounded((field, stream, name, ...[, mime]) => this.#file(field, stream, name, mime)),
      );
      parser.on("filesLimit", () =>
        this.#fail(
          new UploadError(413, `A request may carry at most ${filesPerRequest} files. Send the rest separately.`),
        ),
      );
      parser.on("fieldsLimit", () => this.#fail(new UploadError(400, "The form has too many fields.")));
      parser.on("partsLimit", () => this.#fail(new UploadError(400, "The form has too many parts.")));
      parser.on("error", () => this.#fail(new UploadError(400, "The form is broken. Send it again.")));
      parser.on(
        "finish",
        this.#bounded(() => this.#finish()),
      );
      return parser;
    } catch {
      this.#fail(new UploadError(400, "The form's boundary is missing or broken. Send it again."));
      return null;
    }
  }

  #file(field: string, stream: Readable & { truncated: boolean }, name: string | undefined, type: string): void {
    stream.on("error", () => this.#fail(new UploadError(400, "The form is broken. Send it again.")));
    if (!this.#parts.wantsFiles(field) || this.#settled) {
      stream.resume();
      return;
    }
    const upload = this.#begin();
    if (upload === null) {
      stream.resume();
      return;
    }
    const entry = { upload, field, name: name ?? "", type, ended: false };
    this.#uploads.push(entry);
    stream.on("limit", () => this.#fail(tooLarge(this.#options.maxFileSize)));
    stream.on(
      "data",
      this.#bounded((piece: Buffer) => this.#write(entry.upload, piece)),
    );
    stream.on("end", () => {
      entry.ended = true;
    });
  }

  // Without room, a descriptor, an inode or the rights for one more file.
  #begin(): Upload | null {
    const { store, owner } = this.#options;
    try {
      return store.begin(owner);
    } catch (error) {
      this.#fail(notStored(error));
      return null;
    }
  }

  /** A listener that ends the form alone with what it throws. */
  #bounded<Given extends readonly any[]>(listener: (...given: Given) => void): (...given: Given) => void {
    return (...given) => {
      try {
        listener(...given);
      } catch (error) {
        this.#fail(error as Error);
      }
    };
  }

  #text(field: string, text: string): void {
    const { textBytes } = this.#parts;
    if (textBytes === 0 || this.#settled) return;
    this.#textBytes += Buffer.byteLength(text);
    if (this.#textBytes >= textBytes) {
      return this.#fail(
        new UploadError(413, `The fields of a form that are no files may have at most ${textBytes} bytes.`),
      );
    }
    this.#texts.push({ field, text });
  }

  #write(upload: Upload, piece: Buffer): void {
    if (this.#settled) return;
    this.#count(-piece.byteLength);
    try {
      upload.write(piece);
    } catch (error) {
      this.#fail(notStored(error));
    }
  }

  /** What is in no file yet is kept by the parser, and counts among all that arrives. */
  #count(bytes: number): void {
    const { arriving } = this.#options;
    const more = Math.max(bytes, -this.#loose);
    if (more < 0) arriving.free(-more);
    else if (!arriving.take(more)) {
      return this.#fail(new UploadError(503, "The server is taking all that it can at once. Try again in a moment."));
    }
    this.#loose += more;
  }

  // A byte now and then is no progress: it would hold a connection and a file for ever.
  #progress(size: number): void {
    if (this.#settled) return;
    this.#count(size);
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
      const files = this.#uploads.map(({ upload, field, name, type }) => ({ field, file: upload.finish(name, type) }));
      this.#settle();
      this.#resolve({ files, texts: this.#texts });
    } catch (error) {
      this.#fail(notStored(error));
    }
  }

  #fail(error: Error): void {
    if (this.#settled) return;
    this.#settle();
    this.#reject(error);
    this.#body.unpipe();
    this.#body.pause();
    for (const { upload } of this.#uploads) {
      try {
        upload.abort();
      } catch {
        // What a broken disk keeps of one file must not keep the others.
      }
    }
  }

  #settle(): void {
    this.#settled = true;
    this.#stopIdle();
    this.#stopWhole();
    this.#options.arriving.free(this.#loose);
    this.#loose = 0;
  }
}

function notStored(error: unknown): UploadError {
  const text =
    error instanceof StoreFullError ? error.message : "The server could not store the file. Try again later.";
  return new UploadError(507, text);
}

import type { FileData } from "@vitrine/protocol";

/** A file that a visitor sent. */
export interface ReceivedFile {
  /** The file's own name, without folders. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** The media type: what the bytes show of a sound, a picture or a PDF, else what the visitor's program told. */
  readonly type: string;
  /**
   * Where it lies on this machine, under its own name, so that programs that look at endings read it. It is gone some time
   * after the call; read it, never change it.
   */
  readonly path: string;
  /** Its whole content. */
  bytes(): Promise<Uint8Array>;
  /** Its content as text of UTF-8, without a mark of the order of bytes; what is no UTF-8 becomes U+FFFD. */
  text(): Promise<string>;
  /** Its content piece by piece. */
  stream(): ReadableStream<Uint8Array>;
}

declare const serverFileBrand: unique symbol;
/** A file of the server that the function's own code chose, made by `serverFile`. */
export interface ServerFile {
  readonly [serverFileBrand]: true;
}

/** What a function may give for a file. Never a bare string: a visitor's text could then name a file of the server. */
export type GivesFile = ReceivedFile | ServerFile | Uint8Array | Blob | URL;

/** What `preprocess` and `postprocess` may do with files; the runner gives it. */
export interface FileAccess {
  /** The file behind a reference; throws a `TypeError` for a reference that the gateway did not resolve. */
  receive(file: FileData): ReceivedFile;
  /** Stores bytes as a new file and gives the reference for the wire. */
  store(bytes: Uint8Array, about: { readonly name: string; readonly type: string }): Promise<FileData>;
  /** Stores what a function gave; throws a `TypeError` that says to use `serverFile(path)` for a string. */
  give(value: unknown): Promise<FileData>;
}

/** The limits that decoding obeys. */
export interface DecodeLimits {
  readonly imagePixels: number;
  /** Bytes. */
  readonly unpacked: number;
}

/** What decoding a file obeys. */
export interface DecodeContext {
  readonly limits: DecodeLimits;
  /** Whose file it is: where many wait, owners take turns. */
  readonly owner?: string;
  /** Aborted when nobody wants the value any longer. */
  readonly signal?: AbortSignal;
}

/** What a component's two conversions are given. */
export interface ConversionContext extends DecodeContext {
  readonly files: FileAccess;
}

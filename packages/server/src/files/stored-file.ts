/** A file in the store, as it crosses between the gateway and the functions. */
export interface StoredFile {
  /** `<32 hex>/<name>`: the reference on the wire. */
  readonly ref: string;
  /** Where the content lies on this machine. */
  readonly location: string;
  /** SHA-256 of the content, hexadecimal: files of equal content share one place. */
  readonly hash: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly type: string;
}

/** References of no files at all, which is what most calls hold. */
export const noReferences: ReadonlySet<string> = new Set();

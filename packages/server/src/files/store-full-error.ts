/** There is no room for another file. */
export class StoreFullError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "StoreFullError";
  }

  /** All of the store is in use. */
  static ofAll(quota: number): StoreFullError {
    return new StoreFullError(
      `The server's store of ${quota} bytes is full of files that are in use. Try again later, or raise ` +
        `launch({ limits: { fileStore } }).`,
    );
  }

  /** The part of one visitor is in use. */
  static ofOne(): StoreFullError {
    return new StoreFullError(
      "Your files fill your part of the server's store. Use fewer at once, or wait until earlier ones are no longer used.",
    );
  }
}

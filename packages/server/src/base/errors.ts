import type { ErrorCode } from "@vitrine/protocol";

/** What visitors are told of an error whose text is hidden. */
export const hiddenErrorText = "Something went wrong";

/** An error with a code of the closed list; every unknown one is wrapped once, at the border. */
export class VitrineError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "VitrineError";
    this.code = code;
  }
}

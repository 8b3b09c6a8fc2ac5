import type { ErrorCode } from "@vitrine/protocol";

/** An error with a code of the closed list; every unknown one is wrapped once, at the border. */
export class VitrineError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "VitrineError";
    this.code = code;
  }
}

const brand = Symbol.for("vitrine.userError");

/** How a `UserError` is shown. */
export interface UserErrorOptions {
  readonly title?: string | undefined;
  /** How long a toast stays, in milliseconds; null until closed. */
  readonly durationMs?: number | null | undefined;
  /** Whether to show it at all; true when left out. */
  readonly visible?: boolean | undefined;
  readonly cause?: unknown;
}

/** An error whose message is for the visitor; all other errors show a generic text. */
export class UserError extends Error {
  readonly title: string | undefined;
  /** Milliseconds; null until closed. */
  readonly durationMs: number | null | undefined;
  readonly visible: boolean | undefined;

  constructor(message: string, options: UserErrorOptions = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.name = "UserError";
    this.title = options.title;
    this.durationMs = options.durationMs;
    this.visible = options.visible;
    // By brand, because an app may load two copies of this package.
    Object.defineProperty(this, brand, { value: true });
  }
}

/** Whether something thrown is a `UserError`, of this copy of the package or another. */
export function isUserError(value: unknown): value is UserError {
  return value instanceof Error && (value as { [brand]?: unknown })[brand] === true;
}

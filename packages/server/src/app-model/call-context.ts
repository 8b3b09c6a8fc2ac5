/** How a toast looks. */
export interface ToastOptions {
  readonly title?: string | undefined;
  /** How long it stays, in milliseconds; null until closed. */
  readonly durationMs?: number | null | undefined;
}

/** What a progress bar says beside its numbers. */
export interface ProgressOptions {
  readonly text?: string | undefined;
  /** What is counted: "steps". */
  readonly unit?: string | undefined;
}

/** `ProgressOptions` for a loop, whose total is its length where it has one. */
export interface TrackOptions extends ProgressOptions {
  readonly total?: number | null | undefined;
}

/** Tells visitors how far a call is. */
export interface Progress {
  /** `total` is 1 where left out, so that `progress(0.5)` is half; null is unknown. */
  (done: number, total?: number | null, options?: ProgressOptions): void;
  /** Passes the items through and counts them; several at once nest. */
  track<T>(items: Iterable<T>, options?: TrackOptions): Iterable<T>;
  track<T>(items: AsyncIterable<T>, options?: TrackOptions): AsyncIterable<T>;
}

/** The last argument of every function: the call that it serves. */
export interface CallContext<EventData = unknown> {
  /** Aborted on cancel, time limit and shutdown. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly info: (text: string, options?: ToastOptions) => void;
  readonly warning: (text: string, options?: ToastOptions) => void;
  readonly success: (text: string, options?: ToastOptions) => void;
  /** `id` is a hash, safe to log. */
  readonly session: { readonly id: string; readonly user: string | null };
  /** Without Cookie and Authorization. */
  readonly request: { readonly headers: Headers; readonly query: URLSearchParams; readonly address: string };
  /** `attempt` is 1 for the first try. */
  readonly call: { readonly id: string; readonly attempt: number };
  /** Data of the trigger; null for a call by the API. */
  readonly event: EventData | null;
}

/** The context of one call of a batch. */
export interface BatchCallContext extends CallContext {
  /** Ends this call with the value that it has, while the others of the batch go on. */
  done(): void;
}

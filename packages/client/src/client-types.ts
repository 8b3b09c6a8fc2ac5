import type { FileData, ProgressBar } from "@vitrine/protocol";

/** What tells a client the types of an app: `typeof demo` of the server's module. Exists in types alone. */
export interface TypedApp {
  readonly $api: Readonly<Record<string, { readonly input: unknown; readonly output: unknown }>>;
}

/** An app of which no types are known. */
export interface AnyApp extends TypedApp {
  readonly $api: Readonly<Record<string, { readonly input: any; readonly output: any }>>;
}

/** Paths of an app's endpoints: `/predict`. */
export type PathOf<App extends TypedApp> = keyof App["$api"] & string;
export type InputOf<App extends TypedApp, Path extends PathOf<App>> = App["$api"][Path]["input"];
export type OutputOf<App extends TypedApp, Path extends PathOf<App>> = App["$api"][Path]["output"];

/** What a call tells, in the order in which it happens; the end comes last, and an error is thrown instead of it. */
export type CallEvent<Output> =
  | {
      readonly type: "status";
      /** `sending` until the server has accepted it, also while files go up. */
      readonly stage: "sending" | "waiting" | "running";
      /** Calls ahead, 0 is next; null where unknown. */
      readonly position: number | null;
      /** Calls that wait; null where unknown. */
      readonly size: number | null;
      /** Milliseconds to the result; null where unknown. */
      readonly etaMs: number | null;
    }
  | { readonly type: "progress"; readonly bars: readonly ProgressBar[] }
  | {
      readonly type: "log";
      readonly level: "info" | "warning" | "success";
      readonly text: string;
      readonly title: string | null;
    }
  | { readonly type: "data"; readonly data: Output }
  | { readonly type: "end"; readonly status: "done" | "cancelled"; readonly ranMs: number };

/** A call that was sent. To leave the loop cancels it. */
export interface Submission<Output> extends AsyncIterable<CallEvent<Output>> {
  readonly id: string;
  cancel(): void;
}

/** What may be said about one call. */
export interface CallOptions {
  /** Cancels the call. */
  readonly signal?: AbortSignal | undefined;
}

/** A client of one app. Calls outlive lost connections. */
export interface Client<App extends TypedApp = AnyApp> {
  /** The paths of the endpoints. */
  readonly endpoints: readonly PathOf<App>[];
  /**
   * Calls and waits for the last values. Values by name, or in order; those with a default may be left out. Rejects
   * with a `VitrineClientError`.
   */
  predict<Path extends PathOf<App>>(
    path: Path,
    input?: InputOf<App, Path>,
    options?: CallOptions,
  ): Promise<{ data: OutputOf<App, Path> }>;
  /** Calls and tells what happens; the loop throws a `VitrineClientError`. */
  submit<Path extends PathOf<App>>(
    path: Path,
    input?: InputOf<App, Path>,
    options?: CallOptions,
  ): Submission<OutputOf<App, Path>>;
  /** Uploads a file for use as a value. A text is a path, in Node alone. `name` is the file's name for the function. */
  upload(file: Blob | Uint8Array | ArrayBuffer | string, name?: string, options?: CallOptions): Promise<FileData>;
  /** Ends the connection; open calls reject, and the server cancels those that its functions do not keep. */
  close(): void;
}

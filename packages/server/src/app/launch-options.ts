import type { Limits } from "../limits.ts";

/** How an app is started. */
export interface LaunchOptions {
  /** The address to listen on; 127.0.0.1 where left out. */
  readonly host?: string | undefined;
  /** The port; one that is asked for and taken is an error. 7860, or the first free up to 7959, where left out. */
  readonly port?: number | undefined;
  /** Opens the page in the browser of this machine. */
  readonly inBrowser?: boolean | undefined;
  /** Prints nothing but errors. */
  readonly quiet?: boolean | undefined;
  /** Shows visitors the texts of unexpected errors. */
  readonly showError?: boolean | undefined;
  /** Largest file: bytes or a size such as "32mb"; null is no limit. 50 MB where left out. */
  readonly maxFileSize?: Size | null | undefined;
  readonly limits?: LimitOptions | undefined;
  /** How the world reaches the app: "https://demo.example/app". */
  readonly publicUrl?: string | undefined;
  /** The path under which a proxy serves the app: "/app". */
  readonly rootPath?: string | undefined;
  /** Believes the X-Forwarded headers of the nearest hop. */
  readonly trustProxy?: boolean | undefined;
}

/** Bytes, or a number with a unit: "32mb", "512 kb", "1.5gb". */
export type Size = number | (string & {});

/** Limits to change: sizes as bytes or "8mb", times in milliseconds, counts as numbers. */
export type LimitOptions = { readonly [K in keyof Limits]?: Limits[K] | Size | undefined };

/** Launch options with the environment and the defaults filled in. */
export interface ResolvedLaunchOptions {
  readonly host: string;
  /** Tried in order until one is free. */
  readonly ports: readonly number[];
  readonly inBrowser: boolean;
  readonly quiet: boolean;
  readonly showError: boolean;
  /** Bytes; null is no limit. */
  readonly maxFileSize: number | null;
  readonly limits: Limits;
  /** Without a slash at the end; null where none was given. */
  readonly publicUrl: string | null;
  /** "" or a path that starts with a slash and ends without one. */
  readonly rootPath: string;
  readonly trustProxy: boolean;
}

/** An app that is running. */
export interface Running {
  readonly url: string;
  /** Ends the waiting calls, lets running ones finish for 10 s, then stops. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

// Whoever compiles against this needs `Symbol.asyncDispose`, which the library of ES2022 does not have.
/// <reference lib="esnext.disposable" preserve="true" />
import { isIP } from "node:net";
import type { ObserveSettings } from "../settings/observe-settings.ts";
import { parseSize, type Limits, type Size } from "../budgets/limits.ts";
import { resolveAuth, type AuthOptions, type ResolvedLogin } from "./auth-options.ts";
import { checkOptions, type OptionTable } from "../base/check-options.ts";
import { checkAllowedHosts, checkFrameAncestors, resolveHosts, type HostOptions } from "./host-options.ts";
import { readFlag, readPort, type Environment } from "./launch-environment.ts";
import { resolveLimits, type LimitOptions } from "./limit-options.ts";
import { notYetOfLaunch } from "./not-yet.ts";
import { checkMonitor, resolveObserve, type ObserveOptions } from "./observe-options.ts";
import { filledText, flag, whole, wrong } from "../base/option-checks.ts";
import { parsePublicUrl, parseRootPath } from "./public-url.ts";
import { resolveStaticFiles } from "./static-folders.ts";

/** How an app is started. */
export interface LaunchOptions extends AuthOptions, ObserveOptions, HostOptions {
  /** The address to listen on; 127.0.0.1 where left out. */
  readonly host?: string | undefined;
  /** The port; one that is asked for and taken is an error. 7860, or the first free up to 7959, where left out. */
  readonly port?: number | undefined;
  /** Opens the page in the browser of this machine. */
  readonly inBrowser?: boolean | undefined;
  /** Prints nothing but errors. */
  readonly quiet?: boolean | undefined;
  /** Most worker threads for functions with `thread: true`; 40 where left out. None starts before it is needed. */
  readonly maxThreads?: number | undefined;
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
  /** Other origins whose pages may call the app: { origins: ["https://site.example"] }. */
  readonly cors?: { readonly origins: readonly string[] } | undefined;
  /** Folders that are served as they are, by their path: { "/pub": "./pub" }. Names that start with a dot are not. */
  readonly staticFiles?: Readonly<Record<string, string>> | undefined;
}

/** Launch options with the environment and the defaults filled in. */
export interface ResolvedLaunchOptions {
  readonly host: string;
  /** Tried in order until one is free. */
  readonly ports: readonly number[];
  readonly inBrowser: boolean;
  readonly quiet: boolean;
  readonly maxThreads: number;
  readonly showError: boolean;
  /** Bytes; null is no limit. */
  readonly maxFileSize: number | null;
  readonly limits: Limits;
  /** Without a slash at the end; null where none was given. */
  readonly publicUrl: string | null;
  /** "" or a path that starts with a slash and ends without one. */
  readonly rootPath: string;
  readonly trustProxy: boolean;
  /** Names that the app is reached by, beside its public URL's, as Host headers have them. */
  readonly allowedHosts: readonly string[];
  /** Who may show the app in a frame; null for the usual rule. */
  readonly frameAncestors: readonly string[] | null;
  /** Origins as browsers write them. */
  readonly corsOrigins: readonly string[];
  /** Real paths of folders by the path that they are served under. */
  readonly staticFiles: Readonly<Record<string, string>>;
  /** Who may use the app; null for everyone. */
  readonly login: ResolvedLogin | null;
  readonly observe: ObserveSettings;
}

/** An app that is running. */
export interface Running {
  readonly url: string;
  /** Ends the waiting calls, lets running ones finish for 10 s, then stops. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const defaultMaxFileSize = 50 * 1024 * 1024;
const defaultMaxThreads = 40;
const firstPort = 7860;
const portCount = 100;

const known: OptionTable = {
  host: filledText,
  port: whole(0, 65_535),
  inBrowser: flag,
  quiet: flag,
  maxThreads: whole(1),
  showError: flag,
  maxFileSize: () => null,
  limits: (value) =>
    typeof value === "object" && value !== null ? null : wrong('an object such as { jsonBody: "8mb" }', value),
  publicUrl: filledText,
  rootPath: (value) => (typeof value === "string" ? null : wrong("a text", value)),
  trustProxy: flag,
  allowedHosts: checkAllowedHosts,
  frameAncestors: checkFrameAncestors,
  monitor: checkMonitor,
  publicMetrics: flag,
  logCalls: flag,
  auth: (value) =>
    (typeof value === "object" && value !== null) || typeof value === "function"
      ? null
      : wrong("pairs of name and password, a record of passwords by name, or a function", value),
  authMessage: filledText,
  authDependency: (value) => (typeof value === "function" ? null : wrong("a function", value)),
  staticFiles: (value) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? null
      : wrong('an object such as { "/pub": "./pub" }', value),
  cors: (value) => {
    const origins: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "origins") : null;
    if (!Array.isArray(origins)) return wrong('an object such as { origins: ["https://site.example"] }', value);
    const odd: unknown = origins.find((origin) => !isOrigin(origin));
    if (odd === undefined) return null;
    const remedy = odd === "*" ? "; any site is no choice here: list those that may call" : "";
    const { text: problem } = wrong(
      'an origin such as "https://site.example", with its scheme and without a path',
      odd,
    );
    return { text: `origins ${problem}${remedy}`, range: false };
  },
};

/**
 * What a launch goes by: an option, else its variable in the environment, else the default.
 * Throws a `TypeError` or a `RangeError` that names the option or the variable and the remedy.
 */
export function resolveLaunchOptions(
  options: LaunchOptions,
  environment: Environment,
  where = "launch()",
): ResolvedLaunchOptions {
  checkOptions(where, options, { known, notYet: notYetOfLaunch });
  const port = options.port ?? readPort(environment, "VITRINE_PORT") ?? readPort(environment, "PORT");
  const publicUrl = parsePublicUrl(options.publicUrl, environment);
  const login = resolveAuth(where, options);
  return {
    host: parseHost(options.host, environment),
    ports: port === undefined ? Array.from({ length: portCount }, (_, index) => firstPort + index) : [port],
    inBrowser: options.inBrowser ?? false,
    quiet: options.quiet ?? false,
    maxThreads: options.maxThreads ?? defaultMaxThreads,
    showError: options.showError ?? false,
    maxFileSize: parseMaxFileSize(options.maxFileSize),
    limits: resolveLimits(options.limits),
    publicUrl: publicUrl === null ? null : publicUrl.url,
    rootPath: parseRootPath(options.rootPath, environment, publicUrl),
    trustProxy: options.trustProxy ?? readFlag(environment, "VITRINE_TRUST_PROXY") ?? false,
    ...resolveHosts(options, environment),
    staticFiles: resolveStaticFiles(options.staticFiles ?? {}),
    login,
    observe: resolveObserve(where, options, login),
    corsOrigins: (options.cors?.origins ?? []).map((origin) => new URL(origin).origin),
  };
}

function isOrigin(value: unknown): boolean {
  if (typeof value !== "string" || !URL.canParse(value)) return false;
  const { protocol, origin, href } = new URL(value);
  return /^https?:$/.test(protocol) && href === `${origin}/`;
}

function parseHost(option: string | undefined, environment: Environment): string {
  const given = option ?? (environment["VITRINE_HOST"] || "127.0.0.1");
  // As addresses of IPv6 stand in URLs.
  const bare = /^\[(.*)\]$/.exec(given)?.[1];
  const host = bare !== undefined && isIP(bare) === 6 ? bare : given;
  // Colons stand in IPv6 addresses, so only what cannot be one is taken for a URL or a port.
  const named = option === undefined ? "VITRINE_HOST" : "launch(): host";
  if (/[/\s[\]]|^[^:]+:\d+$/.test(host)) {
    throw new TypeError(
      `${named} must be a name or an address such as "0.0.0.0", without scheme or port, got "${host}".`,
    );
  }
  return host;
}

function parseMaxFileSize(option: Size | null | undefined): number | null {
  if (option === undefined) return defaultMaxFileSize;
  return option === null ? null : parseSize(option, "launch(): maxFileSize");
}

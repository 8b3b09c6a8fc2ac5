import type { JsonShape } from "@vitrine/protocol";
import { showValue } from "./app/show-value.ts";

/** Every limit of the server. Sizes in bytes, times in milliseconds; null is no limit. */
export interface Limits {
  readonly jsonBody: number;
  readonly socketMessage: number;
  readonly yield: number;
  readonly filesPerRequest: number;
  readonly jsonDepth: number;
  /** Items of lists and, each as ten, keys of objects, in one message. */
  readonly jsonValues: number;
  readonly imagePixels: number;
  readonly unpacked: number;
  /** Unsent bytes a listener. */
  readonly unsent: number;
  readonly connections: number | null;
  readonly callLogEvents: number;
  readonly callLogBytes: number;
  readonly allLogs: number;
  readonly sessionIdleMs: number;
  /** Sessions of clients without a socket; beyond it the one that is idle for longest ends. */
  readonly sessions: number;
  readonly fileStore: number;
  readonly headerMs: number;
  readonly uploadIdleMs: number;
  readonly loginTries: number;
}

const mega = 1024 * 1024;

/** The limits where the app says nothing. */
export const defaultLimits: Limits = {
  jsonBody: 32 * mega,
  socketMessage: 8 * mega,
  yield: 32 * mega,
  filesPerRequest: 20,
  jsonDepth: 64,
  jsonValues: 2_000_000,
  imagePixels: 40_000_000,
  unpacked: 100 * mega,
  unsent: 8 * mega,
  connections: null,
  callLogEvents: 1_000,
  callLogBytes: mega,
  allLogs: 512 * mega,
  sessionIdleMs: 3_600_000,
  sessions: 10_000,
  fileStore: 10 * 1024 * mega,
  headerMs: 10_000,
  uploadIdleMs: 30_000,
  loginTries: 10,
};

/** What the JSON of visitors may be made of. */
export function jsonShapeOf({ jsonDepth, jsonValues }: Limits): JsonShape {
  return { maxDepth: jsonDepth, maxValues: jsonValues };
}

/** The limits that are sizes. */
export type SizeLimit =
  | "jsonBody"
  | "socketMessage"
  | "yield"
  | "unpacked"
  | "unsent"
  | "callLogBytes"
  | "allLogs"
  | "fileStore";

/** The names of the limits that are sizes. */
export const sizeLimits: readonly SizeLimit[] = [
  "jsonBody",
  "socketMessage",
  "yield",
  "unpacked",
  "unsent",
  "callLogBytes",
  "allLogs",
  "fileStore",
];

/** The names of the limits that are times. */
export const timeLimits: readonly (keyof Limits)[] = ["sessionIdleMs", "headerMs", "uploadIdleMs"];

/** Bytes, or a number with a unit of 1024: "32mb", "512 kb", "1.5gb". */
export type Size = number | (string & {});

const units: Readonly<Record<string, number>> = { b: 1, kb: 1024, mb: mega, gb: 1024 * mega, tb: mega * mega };

/** The bytes that a size stands for. `what` names the option in the `TypeError` or `RangeError` for what is no size above 0. */
export function parseSize(size: unknown, what: string): number {
  const bytes = typeof size === "string" ? parseSizeText(size) : size;
  if (typeof bytes !== "number" || Number.isNaN(bytes)) {
    throw new TypeError(`${what} must be bytes or a size such as "32mb", got ${showValue(size)}.`);
  }
  if (bytes < 1 || !Number.isSafeInteger(Math.round(bytes))) {
    throw new RangeError(`${what} must be a size of at least one byte, such as "32mb", got ${showValue(size)}.`);
  }
  return Math.round(bytes);
}

function parseSizeText(size: string): number {
  const [, number = "", unit = ""] = /^(\d+(?:\.\d+)?)\s*([kmgt]?i?b)?$/i.exec(size.trim()) ?? [];
  return number === ""
    ? Number.NaN
    : Number(number) * (units[unit.toLowerCase().replace("i", "") || "b"] ?? Number.NaN);
}

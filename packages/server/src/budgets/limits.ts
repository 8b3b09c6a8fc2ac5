import { getHeapStatistics } from "node:v8";
import type { JsonShape } from "@vitrine/protocol";
import { showValue } from "../base/show-value.ts";

/** Every limit of the server. Sizes in bytes, times in milliseconds; null is no limit. */
export interface Limits {
  readonly jsonBody: number;
  readonly socketMessage: number;
  readonly yield: number;
  readonly filesPerRequest: number;
  readonly jsonDepth: number;
  /** Items of lists, keys of objects, each as ten, and lists and objects, each as five, in one message. */
  readonly jsonValues: number;
  readonly imagePixels: number;
  readonly unpacked: number;
  /** Unsent bytes a listener. */
  readonly unsent: number;
  /** Connections at once. */
  readonly connections: number | null;
  /** Connections at once of one address. */
  readonly addressConnections: number | null;
  /** Bytes of bodies and messages that are still arriving, all together. */
  readonly arriving: number;
  /** Bytes of the inputs of open calls, all together. */
  readonly waitingInputs: number;
  readonly callLogEvents: number;
  readonly callLogBytes: number;
  readonly allLogs: number;
  readonly sessionIdleMs: number;
  /** Sessions of clients without a socket; beyond it one that is idle ends. */
  readonly sessions: number;
  /** Sessions of pages; beyond it one that is idle ends. */
  readonly pageSessions: number;
  /** Sessions of one address, those of pages and of programs apart. */
  readonly addressSessions: number | null;
  readonly fileStore: number;
  /** Bytes of the files that one session, or one caller without a session, has in the store. */
  readonly sessionFiles: number;
  /** How many files those may be. */
  readonly sessionFileCount: number;
  /** Bytes of the files that one address has in the store. */
  readonly addressFiles: number;
  readonly headerMs: number;
  readonly uploadIdleMs: number;
  /** The longest time that an upload may take. */
  readonly uploadMs: number;
  /** How long an answer may wait for somebody who takes nothing of it. */
  readonly stalledMs: number;
  readonly loginTries: number;
}

const mega = 1024 * 1024;
// Where Node's heap is small, what is kept for those who wait must not fill it.
const heapShare = getHeapStatistics().heap_size_limit / 4;

/** How many things may be remembered where the heap allows it: `most` of so many bytes each. */
export function fittingHeap(most: number, bytesEach: number): number {
  return Math.min(most, Math.floor(heapShare / bytesEach));
}

/** The limits where the app says nothing. */
export const defaultLimits: Limits = {
  jsonBody: 32 * mega,
  socketMessage: 8 * mega,
  yield: 32 * mega,
  filesPerRequest: 20,
  jsonDepth: 64,
  jsonValues: fittingHeap(2_000_000, 64),
  imagePixels: 40_000_000,
  unpacked: 100 * mega,
  unsent: 8 * mega,
  connections: 20_000,
  addressConnections: 2_000,
  arriving: Math.min(256 * mega, heapShare),
  waitingInputs: Math.min(512 * mega, heapShare),
  callLogEvents: 1_000,
  callLogBytes: mega,
  allLogs: Math.min(512 * mega, heapShare),
  sessionIdleMs: 3_600_000,
  sessions: fittingHeap(10_000, 16_384),
  pageSessions: fittingHeap(50_000, 8192),
  addressSessions: 5_000,
  fileStore: 10 * 1024 * mega,
  sessionFiles: 2 * 1024 * mega,
  sessionFileCount: 1_000,
  addressFiles: 4 * 1024 * mega,
  headerMs: 10_000,
  uploadIdleMs: 30_000,
  uploadMs: 3_600_000,
  stalledMs: 60_000,
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
  | "arriving"
  | "waitingInputs"
  | "callLogBytes"
  | "allLogs"
  | "fileStore"
  | "sessionFiles"
  | "addressFiles";

/** The names of the limits that are sizes. */
export const sizeLimits: readonly SizeLimit[] = [
  "jsonBody",
  "socketMessage",
  "yield",
  "unpacked",
  "unsent",
  "arriving",
  "waitingInputs",
  "callLogBytes",
  "allLogs",
  "fileStore",
  "sessionFiles",
  "addressFiles",
];

/** The names of the limits that are times. */
export const timeLimits: readonly (keyof Limits)[] = [
  "sessionIdleMs",
  "headerMs",
  "uploadIdleMs",
  "uploadMs",
  "stalledMs",
];

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

/** Every limit of the server. Sizes in bytes, times in milliseconds; null is no limit. */
export interface Limits {
  readonly jsonBody: number;
  readonly socketMessage: number;
  readonly yield: number;
  readonly filesPerRequest: number;
  readonly jsonDepth: number;
  readonly imagePixels: number;
  readonly unpacked: number;
  /** Unsent bytes a listener. */
  readonly unsent: number;
  readonly connections: number | null;
  readonly callLogEvents: number;
  readonly callLogBytes: number;
  readonly allLogs: number;
  readonly sessionIdleMs: number;
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
  imagePixels: 40_000_000,
  unpacked: 100 * mega,
  unsent: 8 * mega,
  connections: null,
  callLogEvents: 1_000,
  callLogBytes: mega,
  allLogs: 512 * mega,
  sessionIdleMs: 3_600_000,
  fileStore: 10 * 1024 * mega,
  headerMs: 10_000,
  uploadIdleMs: 30_000,
  loginTries: 10,
};

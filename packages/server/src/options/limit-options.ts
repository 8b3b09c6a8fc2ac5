import {
  defaultLimits,
  parseSize,
  sizeLimits,
  timeLimits,
  type Limits,
  type Size,
  type SizeLimit,
} from "../budgets/limits.ts";
import { checkOptions, type OptionTable } from "../base/check-options.ts";
import { orNull, time, whole } from "../base/option-checks.ts";

/** Limits to change: sizes as bytes or "8mb", times in milliseconds, counts as numbers. */
export type LimitOptions = {
  readonly [K in keyof Limits]?: (K extends SizeLimit ? Size : Limits[K]) | undefined;
};

/** The limits with the author's changes; throws a `TypeError` or a `RangeError` for what is no limit. */
export function resolveLimits(options: LimitOptions = {}): Limits {
  checkOptions("launch({ limits })", options, { known, notYet: {} });
  const changes = Object.entries(options).filter(([, value]) => value !== undefined);
  const resolved = changes.map(([name, value]) =>
    isSizeLimit(name) ? [name, parseSize(value, `launch({ limits }): ${name}`)] : [name, value],
  );
  return { ...defaultLimits, ...Object.fromEntries(resolved) };
}

function isSizeLimit(name: string): boolean {
  return sizeLimits.some((size) => size === name);
}

const known: OptionTable = {
  // A size is checked where it is parsed.
  ...Object.fromEntries(sizeLimits.map((name) => [name, () => null])),
  ...Object.fromEntries(timeLimits.map((name) => [name, time(1)])),
  filesPerRequest: whole(1),
  jsonDepth: whole(1),
  jsonValues: whole(1),
  imagePixels: whole(1),
  connections: orNull(whole(1), "no limit"),
  addressConnections: orNull(whole(1), "no limit"),
  callLogEvents: whole(1),
  sessions: whole(1),
  pageSessions: whole(1),
  addressSessions: orNull(whole(1), "no limit"),
  sessionFileCount: whole(1),
  loginTries: whole(1),
};

import { oneOf, time, whole, wrong, type OptionCheck } from "../base/option-checks.ts";

/** So many calls of one caller in so long. */
export interface RateLimit {
  readonly calls: number;
  /** Milliseconds. */
  readonly perMs: number;
  /**
   * Whose calls count. "caller", the default: the user, else the page's cookie, else the address; all callers of one address
   * together have fifty times as many. "address": all of one address together have this number.
   */
  readonly by?: "caller" | "address" | undefined;
}

/** Takes `{ calls, perMs, by? }`. */
export const rateLimit: OptionCheck = (value) => {
  const given = typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  const names = Object.keys(given).filter((name) => name !== "by" || given[name] !== undefined);
  if (!/^(?:by,)?calls,perMs$/.test(names.toSorted().join())) {
    return wrong("an object such as { calls: 10, perMs: 60_000 }", value);
  }
  for (const [name, check] of [
    ["calls", whole(1)],
    ["perMs", time(1)],
    ["by", oneOf("caller", "address")],
  ] as const) {
    const problem = given[name] === undefined ? null : check(given[name]);
    if (problem !== null) return { ...problem, text: `${name} ${problem.text}` };
  }
  return null;
};

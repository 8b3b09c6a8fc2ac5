import { time, whole, wrong, type OptionCheck } from "./option-checks.ts";

/** So many calls in so long. */
export interface RateLimit {
  readonly calls: number;
  /** Milliseconds. */
  readonly perMs: number;
}

/** Takes `{ calls, perMs }`. */
export const rateLimit: OptionCheck = (value) => {
  const given = typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  if (Object.keys(given).toSorted().join() !== "calls,perMs") {
    return wrong("an object such as { calls: 10, perMs: 60_000 }", value);
  }
  for (const [name, check] of [
    ["calls", whole(1)],
    ["perMs", time(1)],
  ] as const) {
    const problem = check(given[name]);
    if (problem !== null) return { ...problem, text: `${name} ${problem.text}` };
  }
  return null;
};

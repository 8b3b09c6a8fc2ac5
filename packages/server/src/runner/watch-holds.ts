import type { FunctionDeclaration } from "../app-model/declaration.ts";
import type { LogLine } from "../base/log-line.ts";

/** How long a hold must be to be named: shorter ones are hard to avoid, and nobody notices them. */
export const longHoldMs = 1000;

/**
 * Takes how long parts of functions held the script's thread, and names each function that did so for over a second, or
 * beyond its time limit, once; where it was one of several, all of them. `timeLimitMs` is the limit of functions that have none of their own.
 */
export function watchHolds(
  log: (line: LogLine) => void,
  timeLimitMs: number | null,
): (suspects: readonly FunctionDeclaration[], ms: number) => void {
  const long = new Set<string>();
  const over = new Set<number>();
  return (suspects, ms) => {
    const [first, ...others] = suspects;
    if (first === undefined) return;
    if (others.length > 0) return noteLong(suspects.map(({ label }) => label).join(" or "), ms);
    const { id, label, timeLimitMs: own } = first;
    const limit = own ?? timeLimitMs ?? Infinity;
    if (ms > limit && !over.has(id)) {
      over.add(id);
      const text = `${label} held the main thread for ${seconds(ms)}, over its timeLimitMs of ${limit}: its visitor was answered at the limit, but nothing can stop a function that does not give way. Give it thread: true, so that the limit ends it.`;
      log({ level: "warning", text });
    }
    noteLong(label, ms);
  };

  function noteLong(who: string, ms: number): void {
    if (ms <= longHoldMs || long.has(who)) return;
    long.add(who);
    const text = `${who} held the main thread for ${seconds(ms)}, and all other functions waited. Give it thread: true, or let it await in between.`;
    log({ level: "warning", text });
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
